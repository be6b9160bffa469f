package org.masterless.nativebuild;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import org.teavm.diagnostics.DefaultProblemTextConsumer;
import org.teavm.diagnostics.Problem;
import org.teavm.tooling.EmptyTeaVMToolLog;
import org.teavm.tooling.TeaVMTargetType;
import org.teavm.tooling.TeaVMTool;
import org.teavm.tooling.TeaVMToolException;
import org.teavm.vm.TeaVMOptimizationLevel;

/** Has TeaVM translate a program's classes to C. */
final class Translator {
  private final ClassPath classes;

  Translator(ClassPath ours, ClassPath library) {
    this.classes = ours.plus(library);
  }

  /** Writes the program's C sources below a folder; {@code all.c} there includes all others. */
  void translate(Program program, Path folder) throws BuildFailure, IOException {
    try (URLClassLoader loader = classes.loader(Translator.class.getClassLoader())) {
      TeaVMTool teavm = configure(program, folder, loader);
      teavm.generate();
      List<Problem> problems = teavm.getProblemProvider().getSevereProblems();
      if (!problems.isEmpty()) {
        throw new BuildFailure(describe(program, problems));
      }
    } catch (TeaVMToolException e) {
      throw new BuildFailure(program.name() + ": TeaVM failed: " + e.getMessage() + cause(e));
    }
  }

  private TeaVMTool configure(Program program, Path folder, ClassLoader loader) {
    TeaVMTool teavm = new TeaVMTool();
    teavm.setTargetType(TeaVMTargetType.C);
    teavm.setMainClass(program.mainClass());
    teavm.setClassLoader(loader);
    teavm.setClassPath(classes.files());
    teavm.setTargetDirectory(folder.toFile());
    teavm.setMinHeapSize(program.heapBytes());
    teavm.setMaxHeapSize(program.heapBytes());
    teavm.setOptimizationLevel(TeaVMOptimizationLevel.SIMPLE);
    teavm.setObfuscated(false);
    // Only adds #line to the C sources, so that all flavours share one translation.
    teavm.setDebugInformationGenerated(true);
    teavm.setAssertionsRemoved(true);
    teavm.setLog(new EmptyTeaVMToolLog());
    return teavm;
  }

  private static String describe(Program program, List<Problem> problems) {
    StringBuilder text = new StringBuilder();
    for (Problem problem : problems) {
      DefaultProblemTextConsumer words = new DefaultProblemTextConsumer();
      problem.render(words);
      text.append(program.name()).append(": TeaVM: ").append(words.getText());
      text.append(place(problem)).append('\n');
    }
    return text.toString().stripTrailing();
  }

  private static String place(Problem problem) {
    return problem.getLocation() == null ? "" : " at " + problem.getLocation();
  }

  private static String cause(Throwable e) {
    return e.getCause() == null ? "" : " (" + e.getCause() + ")";
  }
}
