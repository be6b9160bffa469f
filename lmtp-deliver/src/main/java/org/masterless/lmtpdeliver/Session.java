package org.masterless.lmtpdeliver;

import java.util.Optional;
import org.masterless.accounts.BecomeOptions;
import org.masterless.accounts.BecomeUser;
import org.masterless.accounts.Lookup;
import org.masterless.accounts.User;
import org.masterless.accounts.UserSource;
import org.masterless.delivery.DeliveryReply;
import org.masterless.delivery.Envelope;
import org.masterless.delivery.Frame;
import org.masterless.system.Calls;
import org.masterless.system.Errno;
import org.masterless.system.JournalLine;
import org.masterless.system.Log;

/**
 * What a process does with its one connection: a name, becoming that user, one message. Everything
 * that the kernel could be asked for, and all memory, is there before it.
 */
final class Session {
  private static final int SUCCESS = 0;
  private static final int SYSTEM = 71;

  /** For a look-up while many are at it, in milliseconds; one by files takes less than one. */
  private static final int SHORT_LOOKUP = 2000;

  /** Who bounces all mail of a domain should be sure that it isn't the machine's own. */
  private static final Answer STRANGER =
      Answers.NOT_ALLOWED.because(
          "libc's users have no domain in their names: is it missing in the front's local_domains?");

  private final Calls calls;
  private final Settings settings;
  private final Log log;
  private final Places places;
  private final UserSource users;
  private final BecomeOptions options;
  private final Input input;
  private final Transfer transfer;
  private final String host;
  private int connection = -1;

  /** When its time is over. */
  private long end;

  Session(Calls calls, Settings settings, Log log, Places places) {
    this.calls = calls;
    this.settings = settings;
    this.log = log;
    this.places = places;
    this.users = UserSourceReader.read(calls, settings.users(), settings.lookupTimeout());
    BecomeOptions usual = BecomeOptions.of(settings.uids());
    this.options = settings.command().isEmpty() ? usual : usual.keepingSetGid();
    this.input = new Input(calls, settings.timeout());
    this.transfer = new Transfer(input, settings.messageSizeLimit());
    this.host = calls.sockets().hostName();
  }

  /** Loads what each child would load else. */
  void warmUp() {
    users.warmUp();
  }

  /** Answers the process's exit status; {@code descriptor} is a connection that doesn't block. */
  int run(int descriptor) {
    connection = descriptor;
    input.from(descriptor);
    end = calls.clock().milliseconds() + settings.runtimeMax();
    if (!dieWithin(settings.runtimeMax())) {
      return SYSTEM;
    }
    Optional<String> name = input.name();
    if (name.isEmpty()) {
      return withoutName();
    }
    // A name service that never answers would keep the place for as long as a message may take.
    int most = settings.lookupMax();
    if (!dieWithin(places.areManyLookingUp() ? Math.min(SHORT_LOOKUP, most) : most)) {
      return SYSTEM;
    }
    Lookup lookup = users.find(name.get());
    if (!dieWithin(settings.runtimeMax())) {
      return SYSTEM;
    }
    if (!(lookup instanceof Lookup.Found found)) {
      return refuse(name.get(), lookup);
    }
    User user = found.user();
    String refused = settings.uids().refusal(user);
    if (!refused.isEmpty()) {
      return refuse(user.name(), Answers.NOT_ALLOWED.because(refused));
    }
    return places.isAllowed(user.uid(), user.name())
        ? become(user)
        : refuse(user.name(), Answers.TOO_MANY.because("uid " + user.uid()));
  }

  /** Of the process's whole time, never more than what is left of it. */
  private boolean dieWithin(int milliseconds) {
    long left = end - calls.clock().milliseconds();
    int answer = calls.processes().dieAfter((int) Math.max(1, Math.min(left, milliseconds)));
    if (answer < 0) {
      log.error("timer: " + Errno.message(answer));
    }
    return answer >= 0;
  }

  private int become(User user) {
    int forgotten = places.forget();
    String failed = forgotten < 0 ? "munmap: " + Errno.message(forgotten) : closeOthers();
    failed = failed.isEmpty() ? limitTasks() : failed;
    failed = failed.isEmpty() ? BecomeUser.become(calls, user, options) : failed;
    if (!failed.isEmpty()) {
      log.error("cannot become user " + user.name() + ": " + failed);
      return SYSTEM;
    }
    return reply(Answers.RECIPIENT_OK, user.uid()) ? deliver(user) : SUCCESS;
  }

  /**
   * All but the streams and the connection: what the modules of name services have opened as root,
   * here or in the service itself, nobody but they could tell.
   */
  private String closeOthers() {
    int answer = Streams.closeAllBut(calls, connection);
    return answer < 0 ? "close_range: " + Errno.message(answer) : "";
  }

  /** A limit that is lower already can't be raised, and needn't be. */
  private String limitTasks() {
    int most = mostTasks();
    int answer = most > 0 ? calls.processes().limitOfUser(most) : 0;
    return answer < 0 && answer != -Errno.EPERM ? "setrlimit: " + Errno.message(answer) : "";
  }

  /**
   * Who delivers to a Maildir starts no process: one that a message has taken over must not fill
   * the service with them. Nor, where there are others, must what a user's commands leave behind. 0
   * is no limit.
   */
  private int mostTasks() {
    if (settings.command().isEmpty()) {
      return 1;
    }
    return settings.isForOne(calls.identities().effectiveUid()) ? 0 : settings.userTasksMax();
  }

  private int withoutName() {
    if (input.end() == Input.End.GARBAGE) {
      log.warning("a front sent no user's name; closing");
    }
    return SUCCESS;
  }

  private int refuse(String name, Lookup lookup) {
    if (lookup instanceof Lookup.Failed failed) {
      return refuse(name, Answers.LOOK_UP_FAILED.because(failed.why()));
    }
    return refuse(name, settings.mayKnow(name) ? Answers.UNKNOWN_USER : STRANGER);
  }

  private int refuse(String name, Answer answer) {
    reply(answer, DeliveryReply.NOBODY);
    int priority = answer.code() < 500 ? JournalLine.WARNING : JournalLine.INFO;
    log.say(priority, "user=" + name + ", " + status(answer));
    return SUCCESS;
  }

  /** With the user's rights. */
  private int deliver(User user) {
    long start = calls.clock().milliseconds();
    Optional<Envelope> envelope = transfer.envelope();
    if (envelope.isEmpty()) {
      Optional<Answer> answer = transfer.unfinished();
      answer.ifPresent(given -> end(given, user, "-", "-", start));
      return SUCCESS;
    }
    String session = envelope.get().get(Envelope.SESSION);
    Target target = target(user, envelope.get());
    long seconds = calls.clock().sinceEpoch() / 1_000_000;
    Optional<Answer> answer = transfer.message(target, envelope.get(), seconds);
    answer.ifPresent(given -> end(given, user, session, target.name(), start));
    target.leave();
    return SUCCESS;
  }

  private Target target(User user, Envelope envelope) {
    return settings.command().isEmpty()
        ? new MaildirTarget(calls, settings, log, host, user, envelope)
        : new CommandTarget(calls, settings, log, user, envelope);
  }

  /** The front first: it waits. */
  private void end(Answer answer, User user, String session, String folder, long start) {
    boolean isTold = reply(answer, user.uid());
    long taken = calls.clock().milliseconds() - start;
    log.say(
        answer.code() == 250 ? JournalLine.INFO : JournalLine.WARNING,
        session
            + ": user="
            + user.name()
            + ", uid="
            + user.uid()
            + ", size="
            + transfer.storedSize()
            + ", folder="
            + folder
            + ", ms="
            + taken
            + ", "
            + status(answer)
            + (isTold ? "" : "; the front was gone before it could be told"));
    if (isTold && answer.code() != 250) {
      input.forgetRest();
    }
  }

  private static String status(Answer answer) {
    String words = answer.words().isEmpty() ? "" : " (" + answer.words() + ")";
    return "status=" + answer.code() + " " + answer.enhanced() + " " + answer.text() + words;
  }

  private boolean reply(Answer answer, int uid) {
    byte[] frame = Frame.of(Frame.Type.REPLY, answer.reply(uid).payload());
    return calls.sockets().send(connection, frame, frame.length) == frame.length;
  }
}
