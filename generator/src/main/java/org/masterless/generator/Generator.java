package org.masterless.generator;

import java.util.List;
import org.masterless.generator.read.Problems;
import org.masterless.generator.write.DryRun;
import org.masterless.generator.write.UnitFolder;
import org.masterless.generator.write.UnitSink;
import org.masterless.system.Arguments;
import org.masterless.system.Errno;
import org.masterless.system.FileStatus;
import org.masterless.system.Files;
import org.masterless.system.Kernel;
import org.masterless.system.OptionReader;
import org.masterless.system.Output;
import org.masterless.system.Sockets;
import org.masterless.system.Version;

/**
 * masterless-generator, as systemd calls it at boot and on daemon-reload (systemd.generator(7)),
 * and as people call it to see what it would do.
 */
public final class Generator {
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int MISUSED = 64;

  /** systemd passes three folders; we need the first, whose units the admin's own override. */
  private static final int FOLDERS_FROM_SYSTEMD = 3;

  private final Files files;
  private final Sockets sockets;
  private final int pid;

  Generator(Files files, Sockets sockets, int pid) {
    this.files = files;
    this.sockets = sockets;
    this.pid = pid;
  }

  public static void main(String[] unused) {
    Generator generator = new Generator(Kernel.files(), Kernel.sockets(), Kernel.processes().pid());
    Kernel.processes().exit(generator.run(Arguments.ofProgram()));
  }

  private static OptionReader options() {
    return new OptionReader(
            "masterless-generator [OPTION...] OUTPUT-DIR\n"
                + "       masterless-generator NORMAL-DIR EARLY-DIR LATE-DIR",
            "masterless-generator(8)")
        .option("root", "DIR", "read everything below DIR")
        .flag("dry-run", "show on standard output what would be written")
        .flag("check", "only say what is wrong");
  }

  /** Answers the exit status; nothing but what is asked for is written to standard output. */
  int run(List<String> words) {
    OptionReader.Reading reading = options().read(words);
    if (reading instanceof OptionReader.UsageError error) {
      return misuse(error.text());
    }
    OptionReader.Options options = (OptionReader.Options) reading;
    if (options.has("help")) {
      return say(options().help());
    }
    if (options.has("version")) {
      return say(Version.TEXT);
    }
    return run(options);
  }

  private int run(OptionReader.Options options) {
    List<String> folders = options.operands();
    boolean isDry = options.has("dry-run") || options.has("check");
    if (isDry
        ? !folders.isEmpty()
        : folders.size() != 1 && folders.size() != FOLDERS_FROM_SYSTEMD) {
      return misuse(isDry ? "a dry run takes no folder" : "one folder, or three, must be given");
    }
    int root = options.has("root") ? files.status(root(options) + "/", new FileStatus()) : 0;
    if (root < 0) {
      return misuse("option --root: " + root(options) + ": " + Errno.message(root));
    }
    boolean bySystemd = folders.size() == FOLDERS_FROM_SYSTEMD;
    Configurations configurations =
        bySystemd ? Configurations.applied(files, root(options)) : Configurations.edited();
    Problems problems = new Generation(files, root(options), configurations, sink(options)).run();
    if (!problems.all().isEmpty()) {
      report(problems, bySystemd);
    }
    return problems.hasErrors() ? FAILED : OK;
  }

  private static String root(OptionReader.Options options) {
    String root = options.get("root", "");
    return root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
  }

  private UnitSink sink(OptionReader.Options options) {
    if (options.has("check")) {
      return generated -> "";
    }
    return options.has("dry-run")
        ? new DryRun(files)
        : new UnitFolder(files, options.operands().get(0));
  }

  private void report(Problems problems, boolean isBoot) {
    Report report = isBoot ? Report.atBoot(files, sockets, pid) : Report.toTerminal(files);
    report.tell(problems.all());
    report.close();
  }

  private int say(String text) {
    return Output.write(files, Output.STANDARD_OUTPUT, text) < 0 ? FAILED : OK;
  }

  private int misuse(String wrong) {
    Output.write(
        files,
        Output.STANDARD_ERROR,
        "masterless-generator: " + wrong + "\nTry 'masterless-generator --help'.\n");
    return MISUSED;
  }
}
