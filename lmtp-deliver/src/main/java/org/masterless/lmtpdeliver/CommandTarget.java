package org.masterless.lmtpdeliver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.masterless.accounts.Home;
import org.masterless.accounts.User;
import org.masterless.accounts.UserEnvironment;
import org.masterless.delivery.Envelope;
import org.masterless.system.Calls;
import org.masterless.system.ChildExit;
import org.masterless.system.Errno;
import org.masterless.system.Files;
import org.masterless.system.Launch;
import org.masterless.system.Log;
import org.masterless.system.Output;
import org.masterless.system.PollSet;
import org.masterless.system.Signals;

/**
 * A command of the admin's that takes the message on its standard input, with the user's rights.
 *
 * <p>It gets a file without a name, and only when the message has come whole: a pipe would end too
 * when we are killed, and the command would deliver what came until then.
 */
final class CommandTarget implements Target {
  private static final String SPOOL = "/var/tmp/masterless-lmtp-deliver.";
  private static final int NO_RULESET = -1;
  private static final int LONGEST_PAUSE = 50;
  private static final int NONE = -1;

  private final Calls calls;
  private final Settings settings;
  private final Log log;
  private final User user;
  private final Envelope envelope;
  private final CommandErrors errors;
  private int writing = NONE;
  private int reading = NONE;

  CommandTarget(Calls calls, Settings settings, Log log, User user, Envelope envelope) {
    this.calls = calls;
    this.settings = settings;
    this.log = log;
    this.user = user;
    this.envelope = envelope;
    String whose = envelope.get(Envelope.SESSION) + ": user=" + user.name();
    this.errors = new CommandErrors(calls, log, whose + ", stderr: ");
  }

  @Override
  public String name() {
    return "|" + settings.command().get(0);
  }

  @Override
  public Optional<Answer> open(long least) {
    String outside = Home.enter(calls.processes(), user);
    if (!outside.isEmpty()) {
      return Optional.of(Answers.NO_MAILBOX.because(outside));
    }
    String path = SPOOL + calls.processes().pid() + "." + calls.clock().sinceEpoch();
    writing = calls.files().open(path, Files.O_WRONLY | Files.O_CREAT | Files.O_EXCL, 0600);
    if (writing < 0) {
      return failed("make", path, writing);
    }
    reading = calls.files().openNoFollow(path, Files.O_RDONLY, 0);
    int answer = calls.files().unlink(path);
    return reading < 0 || answer < 0
        ? failed("open", path, Math.min(reading, answer))
        : Optional.empty();
  }

  private static Optional<Answer> failed(String what, String path, int error) {
    Answer answer = error == -Errno.ENOSPC ? Answers.NO_SPACE : Answers.TROUBLE;
    return Optional.of(answer.because(what + " " + path + ": " + Errno.message(error)));
  }

  @Override
  public Optional<Answer> write(byte[] bytes, int offset, int length) {
    int done = 0;
    while (done < length) {
      int count = calls.files().write(writing, bytes, offset + done, length - done);
      if (count <= 0 && count != -Errno.EINTR) {
        return failed("write to", SPOOL, count);
      }
      done += Math.max(0, count);
    }
    return Optional.empty();
  }

  /** Nobody else can get at it. */
  @Override
  public void drop() {
    calls.files().close(writing);
    calls.files().close(reading);
  }

  @Override
  public void leave() {
    errors.leaveReader();
  }

  @Override
  public Answer finish(long size, long lines) {
    int input = calls.descriptors().duplicate(reading, Streams.FIRST_FREE);
    int nothing = calls.files().open("/dev/null", Files.O_WRONLY, 0);
    int output = calls.descriptors().duplicate(nothing, Streams.FIRST_FREE);
    int complaints = calls.descriptors().duplicate(Output.STANDARD_ERROR, Streams.FIRST_FREE);
    int error = errors.open();
    int worst = Math.min(Math.min(input, nothing), Math.min(output, error));
    worst = Math.min(worst, complaints);
    if (worst < 0) {
      return Answers.TROUBLE.because("descriptors: " + Errno.message(worst));
    }
    List<String> words = arguments();
    int pid =
        calls
            .processes()
            .spawnLeader(
                new Launch(
                    settings.command().get(0),
                    words,
                    environment(),
                    List.of(input, output, error),
                    NO_RULESET,
                    log.at(complaints)));
    errors.handOver();
    if (pid < 0) {
      return Answers.TROUBLE.because("cannot start a process: " + Errno.message(pid));
    }
    Answer answer = await(pid);
    errors.finish();
    return answer;
  }

  private List<String> arguments() {
    List<String> words = new ArrayList<>();
    for (String word : settings.command()) {
      words.add(Placeholders.replaced(word, user, envelope));
    }
    return words;
  }

  private List<String> environment() {
    List<String> all = new ArrayList<>(UserEnvironment.of(user));
    all.add("SENDER=" + envelope.get(Envelope.SENDER));
    all.add("RECIPIENT=" + envelope.get(Envelope.RECIPIENT));
    all.add("EXTENSION=" + envelope.get(Envelope.DETAIL));
    return all;
  }

  /**
   * A command that takes too long is killed: it has not said that it delivered. So is what it has
   * started, as the message will come again.
   */
  private Answer await(int pid) {
    long deadline = calls.clock().milliseconds() + settings.timeout();
    PollSet set = new PollSet();
    ChildExit exit = new ChildExit();
    int pause = 1;
    int ended = calls.processes().reap(exit);
    while (ended != pid || exit.stopped()) {
      if (ended < 0 && ended != -Errno.EINTR) {
        return Answers.TROUBLE.because("waitpid: " + Errno.message(ended));
      }
      if (calls.clock().milliseconds() > deadline) {
        calls.processes().signalGroup(pid, Signals.SIGKILL);
        calls.processes().signal(pid, Signals.SIGKILL);
        return Answers.TROUBLE.because("the command took too long and was killed");
      }
      set.clear();
      errors.addTo(set);
      calls.descriptors().poll(set, pause);
      errors.read();
      pause = Math.min(pause * 2, LONGEST_PAUSE);
      ended = calls.processes().reap(exit);
    }
    return exit.exited()
        ? ExitStatus.answer(exit.code(), envelope.get(Envelope.RECIPIENT))
        : Answers.TROUBLE.because("the command was killed by signal " + exit.signal());
  }
}
