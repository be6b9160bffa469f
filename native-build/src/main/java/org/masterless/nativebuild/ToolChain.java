package org.masterless.nativebuild;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The part of this tool's own class path that TeaVM compiles into programs: its class library. */
final class ToolChain {
  private static final Pattern LIBRARY = Pattern.compile("(teavm|jzlib|joda-time)-.*\\.jar");

  private ToolChain() {}

  /**
   * The jars of TeaVM's class library. They have to be named to TeaVM: left alone it quietly takes
   * the classes that it lacks from the JDK itself.
   */
  static ClassPath library() throws BuildFailure {
    ClassPath own = ClassPath.parse(System.getProperty("java.class.path", ""));
    List<Path> jars = own.entries().stream().filter(ToolChain::isLibrary).sorted().toList();
    if (jars.stream().noneMatch(jar -> name(jar).startsWith("teavm-classlib-"))) {
      throw new BuildFailure("no teavm-classlib jar on the class path of native-build itself");
    }
    return new ClassPath(jars);
  }

  /**
   * This tool's own classes, as a folder or a jar: another version of it may build another
   * executable.
   */
  static List<Path> self() throws BuildFailure {
    try {
      return List.of(
          Path.of(ToolChain.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
    } catch (URISyntaxException e) {
      throw new BuildFailure("native-build can't find its own classes: " + e.getMessage());
    }
  }

  private static boolean isLibrary(Path entry) {
    return LIBRARY.matcher(name(entry)).matches();
  }

  private static String name(Path entry) {
    return entry.getFileName().toString();
  }
}
