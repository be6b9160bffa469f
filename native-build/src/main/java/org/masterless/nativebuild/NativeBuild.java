package org.masterless.nativebuild;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command that builds native programs; README.md shows how a module's pom calls it. */
@Command(
    name = "native-build",
    mixinStandardHelpOptions = true,
    description = "Builds native programs from Java classes, those that are out of date.")
public final class NativeBuild implements Callable<Integer> {
  private final PrintWriter out;
  private final PrintWriter err;

  @Option(
      names = "--classpath",
      required = true,
      description =
          "The class path of the module; only entries with classes of org.masterless count.")
  private String classPath = "";

  @Option(
      names = "--output",
      required = true,
      description = "The folder for executables: FLAVOUR/NAME below it.")
  private Path output = Path.of("");

  @Option(
      names = "--flavours",
      split = ",",
      description =
          "What to build, separated by commas: ${COMPLETION-CANDIDATES}. Default: release.")
  private List<Flavour> flavours = List.of(Flavour.RELEASE);

  @Option(
      names = "--programs",
      description =
          "NAME=MAIN_CLASS or NAME=MAIN_CLASS:HEAP_KIB, several separated by white space.")
  private Programs programs = Programs.NONE;

  NativeBuild(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  /** Exits with 0, 1 for programs that can't be built, 2 for wrong usage. */
  public static void main(String[] args) {
    System.exit(run(printer(System.out), printer(System.err), args));
  }

  private static PrintWriter printer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  static int run(PrintWriter out, PrintWriter err, String... args) {
    return new CommandLine(new NativeBuild(out, err))
        .setOut(out)
        .setErr(err)
        .registerConverter(Programs.class, Programs::parse)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .execute(args);
  }

  @Override
  public Integer call() throws IOException {
    if (programs.list().isEmpty()) {
      return 0;
    }
    try {
      return buildAll(builder());
    } catch (BuildFailure e) {
      err.println(e.getMessage());
      return 1;
    }
  }

  /** Goes on after a program that fails, so that all that is wrong is seen at once. */
  private int buildAll(Builder builder) throws IOException {
    int status = 0;
    for (Program program : programs.list()) {
      try {
        builder.build(program, flavours);
      } catch (BuildFailure e) {
        err.println(e.getMessage());
        status = 1;
      }
    }
    return status;
  }

  private Builder builder() throws BuildFailure, IOException {
    ClassPath ours = ClassPath.parse(classPath).ours();
    CCompiler compiler = CCompiler.find(System.getenv());
    return new Builder(ours, ToolChain.library(), compiler, output.toAbsolutePath(), out);
  }
}
