package org.masterless.nativebuild;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.masterless.nativebuild.check.ClassSource;

/**
 * Compiles a source that stands in a test, as Maven would, but for the static analysis that would
 * refuse it.
 */
public final class TestCompiler {
  private TestCompiler() {}

  /**
   * Compiles a class of the package {@code org.masterless.sample}, whose line is the first of the
   * file.
   */
  public static void compile(String className, String source, Path folder) {
    JavaFileObject file = new SourceText(className, "package org.masterless.sample; " + source);
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    List<String> options =
        List.of(
            "-g",
            "--release",
            "17",
            "-cp",
            System.getProperty("java.class.path"),
            "-d",
            folder.toString());
    if (!javac.getTask(null, null, null, options, null, List.of(file)).call()) {
      throw new IllegalArgumentException("the sample does not compile");
    }
  }

  /** The classes below a folder. */
  public static ClassSource classesBelow(Path folder) {
    return name -> {
      Path file = folder.resolve(name + ".class");
      return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    };
  }

  private static final class SourceText extends SimpleJavaFileObject {
    private final String text;

    SourceText(String className, String text) {
      super(URI.create("memory:///" + className + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
