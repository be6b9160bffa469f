package org.masterless.generator.applied;

import java.util.List;
import org.masterless.generator.translate.FolderName;
import org.masterless.system.Arguments;
import org.masterless.system.Calls;
import org.masterless.system.Environment;
import org.masterless.system.Errno;
import org.masterless.system.Files;
import org.masterless.system.Kernel;
import org.masterless.system.ListenDescriptors;
import org.masterless.system.Log;
import org.masterless.system.OptionReader;
import org.masterless.system.OptionReader.Options;
import org.masterless.system.Output;
import org.masterless.system.PollSet;
import org.masterless.system.Signals;
import org.masterless.system.Version;

/**
 * {@code apply}: puts what is configured for an instance in force, and takes it back; run as root
 * by the units of the instance.
 */
public final class Apply {
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int MISUSED = 64;

  /** A reload of many services takes its time; so long another one waits for it. */
  private static final int PATIENCE = 600;

  private static final int INTERVAL = 100;

  /** More than a socket's queue takes, by default. */
  private static final int MOST_REQUESTS = 4096;

  private final Calls calls;
  private final Environment environment;
  private final Log log;

  private Apply(Calls calls, Environment environment) {
    this.calls = calls;
    this.environment = environment;
    this.log = Log.of(calls.files(), environment, "apply");
  }

  public static void main(String[] unused) {
    Calls calls = Kernel.calls();
    // The unit's own umask is for its stand-in; anybody may read units.
    calls.processes().umask(022);
    Apply apply = new Apply(calls, Environment.ofProgram());
    calls.processes().exit(apply.run(Arguments.ofProgram()));
  }

  private static OptionReader options() {
    return new OptionReader(
            """
            apply start INSTANCE DIRECTORY HANDLE UNIT...
                   apply [OPTION...] reload INSTANCE
                   apply end INSTANCE HANDLE UNIT...
                   apply ended INSTANCE HANDLE UNIT...
                   apply answer INSTANCE""",
            "masterless-apply(8)")
        .flag("in-force", "make the units anew of the configuration that is in force");
  }

  private int run(List<String> words) {
    OptionReader.Reading reading = options().read(words);
    if (reading instanceof OptionReader.UsageError error) {
      return misuse(error.text());
    }
    Options options = (Options) reading;
    if (options.has("help") || options.has("version")) {
      String text = options.has("version") ? Version.TEXT : options().help();
      return Output.write(calls.files(), Output.STANDARD_OUTPUT, text) < 0 ? FAILED : OK;
    }
    List<String> operands = options.operands();
    String what = operands.isEmpty() ? "" : operands.get(0);
    return operands.size() < 2 || !isRightCount(what, operands.size())
        ? misuse("expected start, reload, end, ended or answer, and what belongs to it")
        : run(what, operands.subList(1, operands.size()), options.has("in-force"));
  }

  private static boolean isRightCount(String what, int count) {
    return switch (what) {
      case "start" -> count > 4;
      case "end", "ended" -> count > 3;
      case "reload", "answer" -> count == 2;
      default -> false;
    };
  }

  private int run(String what, List<String> words, boolean inForce) {
    boolean isAnswer = what.equals("answer");
    String name = isAnswer ? FolderName.ofUnitName(words.get(0)) : words.get(0);
    if (name.indexOf('/') >= 0 || name.startsWith(".")) {
      return misuse("not the name of an instance: " + name);
    }
    InstanceState state = new InstanceState(name);
    int answer = lock(state);
    boolean isReload = isAnswer || what.equals("reload");
    if (answer < 0) {
      log.error("can't lock " + state.folder() + ": " + Errno.message(answer));
    }
    if (answer < 0 && isReload) {
      return FAILED;
    }
    if (isAnswer) {
      takeRequests();
    }
    Systemctl systemctl = new Systemctl(calls);
    return switch (what) {
      case "start" -> start(state, systemctl, words);
      case "end", "ended" -> end(what.equals("ended"), state, systemctl, words);
      default -> reload(state, systemctl, inForce ? Source.IN_FORCE : Source.EDITED);
    };
  }

  private int start(InstanceState state, Systemctl systemctl, List<String> words) {
    Start start = new Start(calls.files(), state, systemctl, log);
    if (!start.run(words.get(1), words.get(2))) {
      return FAILED;
    }
    // The stand-in can do without it, and says so. A services.cf without services has no units.
    boolean hasUnits = state.read(calls.files()).map(now -> !now.paths().isEmpty()).orElse(true);
    if (hasUnits) {
      systemctl.ask(List.of("start"), words.subList(3, words.size()));
    }
    return OK;
  }

  private int end(boolean hasEnded, InstanceState state, Systemctl systemctl, List<String> words) {
    Stop stop = new Stop(calls.files(), state, systemctl, standin());
    List<String> units = words.subList(2, words.size());
    if (hasEnded) {
      stop.after(words.get(1), units, environment);
    } else {
      stop.before(words.get(1), units, environment);
    }
    return OK;
  }

  private int reload(InstanceState state, Systemctl systemctl, Source source) {
    Reload.Outcome outcome = new Reload(calls.files(), state, systemctl, log).run(source);
    if (outcome == Reload.Outcome.TAKES_STOP) {
      log.error(
          "only a restart changes multi_instance_name, queue_directory, data_directory or"
              + " mail_owner; nothing is changed");
    }
    if (outcome == Reload.Outcome.WHOLE || outcome == Reload.Outcome.PARTLY) {
      // It has all daemons go after their client. Where it has asked for this it has done so
      // already.
      standin().tell(environment, Signals.SIGUSR1);
    }
    return outcome == Reload.Outcome.WHOLE ? OK : FAILED;
  }

  private Standin standin() {
    return new Standin(calls.processes());
  }

  /** What they say is of no interest; who comes later is answered by another run. */
  private void takeRequests() {
    byte[] ignored = new byte[1];
    if (ListenDescriptors.count(environment, calls.processes().pid()) > 0) {
      int count = 1;
      for (int i = 0; i < MOST_REQUESTS && count >= 0; i++) {
        count = calls.files().read(ListenDescriptors.FIRST, ignored, 0, 1);
      }
    }
  }

  private int lock(InstanceState state) {
    Files files = calls.files();
    int answer = state.prepare(files);
    answer = answer < 0 ? answer : state.tryLock(files);
    for (int i = 0; i < PATIENCE && answer == -Errno.EAGAIN; i++) {
      calls.descriptors().poll(new PollSet(), INTERVAL);
      answer = state.tryLock(files);
    }
    return answer;
  }

  private int misuse(String wrong) {
    log.error(wrong + "; see apply --help");
    return MISUSED;
  }
}
