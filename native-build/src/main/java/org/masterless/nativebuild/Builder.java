package org.masterless.nativebuild;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.masterless.nativebuild.check.Checker;
import org.masterless.nativebuild.check.Problem;
import org.masterless.nativebuild.check.ReachableClasses;

/** Builds programs in the flavours asked for, those that are out of date. */
final class Builder {
  private final ClassPath ours;
  private final ClassPath library;
  private final CCompiler compiler;
  private final Path output;
  private final PrintWriter out;

  Builder(ClassPath ours, ClassPath library, CCompiler compiler, Path output, PrintWriter out) {
    this.ours = ours;
    this.library = library;
    this.compiler = compiler;
    this.output = output;
    this.out = out;
  }

  void build(Program program, List<Flavour> flavours) throws BuildFailure, IOException {
    ReachableClasses classes = checked(program);
    List<Job> stale = new ArrayList<>();
    for (Flavour flavour : flavours) {
      Job job =
          new Job(
              flavour, Target.of(output, flavour, program), fingerprint(program, flavour, classes));
      if (job.target.isMadeFrom(job.fingerprint)) {
        say(program, job, "up to date");
      } else {
        stale.add(job);
      }
    }
    if (!stale.isEmpty()) {
      make(program, stale);
    }
  }

  private ReachableClasses checked(Program program) throws BuildFailure, IOException {
    try (OurClasses source = new OurClasses(ours)) {
      ReachableClasses classes = ReachableClasses.from(program.mainClass(), source);
      if (classes.files().isEmpty()) {
        throw new BuildFailure(
            program.name() + ": no class " + program.mainClass() + " on the class path");
      }
      if (!classes.hasMain(program.mainClass())) {
        throw new BuildFailure(
            program.name()
                + ": "
                + program.mainClass()
                + " has no public static void main(String[])");
      }
      refuse(Checker.check(classes));
      return classes;
    }
  }

  private static void refuse(Collection<Problem> problems) throws BuildFailure {
    if (!problems.isEmpty()) {
      throw new BuildFailure(String.join("\n", problems.stream().map(Problem::toString).toList()));
    }
  }

  private String fingerprint(Program program, Flavour flavour, ReachableClasses classes)
      throws BuildFailure, IOException {
    return new Fingerprint()
        .add(program.toString())
        .add(compiler.identity(flavour))
        .add(ToolChain.self())
        .add(library.entries())
        .add(classes.files())
        .digits();
  }

  private void make(Program program, List<Job> jobs) throws BuildFailure, IOException {
    Sources sources = Sources.below(output.resolve("." + program.name() + ".sources"));
    // An interrupted build may have left some.
    Folders.delete(sources.root());
    try {
      long start = System.nanoTime();
      new Translator(ours, library).translate(program, sources.code());
      ArgvPatch.apply(sources.code());
      LocalePatch.apply(sources.code());
      WorkAreaPatch.apply(sources.code());
      Headers.write(sources.headers());
      double translated = seconds(start);
      for (Job job : jobs) {
        long from = System.nanoTime();
        compile(job, sources);
        say(
            program,
            job,
            "built in %.1f s (TeaVM) + %.1f s (gcc)".formatted(translated, seconds(from)));
      }
    } finally {
      Folders.delete(sources.root());
    }
  }

  private void compile(Job job, Sources sources) throws BuildFailure, IOException {
    compiler.compile(sources, job.flavour);
    job.target.replace(sources.executable(), job.fingerprint);
  }

  private void say(Program program, Job job, String what) throws IOException {
    long kib = Files.size(job.target.executable()) / 1024;
    out.printf("%s (%s): %s, %d KiB%n", program.name(), job.flavour, what, kib);
    out.flush();
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  /** An executable to make. */
  private record Job(Flavour flavour, Target target, String fingerprint) {}
}
