package org.masterless.generator.read;

import java.util.ArrayList;
import java.util.List;
import org.masterless.system.Pieces;

/**
 * Reads /etc/masterless/instances: one Postfix configuration directory a line, blank lines and
 * lines that start with {@code #} aside.
 */
public final class Instances {
  private final String file;
  private final Problems problems;
  private final List<Instance> instances = new ArrayList<>();

  private Instances(String file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /** The good lines in their order; no file is the same as an empty one to the caller. */
  public static List<Instance> read(String file, String text, Problems problems) {
    Instances reader = new Instances(file, problems);
    int line = 1;
    for (String content : Pieces.of(text, '\n')) {
      reader.addLine(line++, content);
    }
    return reader.instances;
  }

  private void addLine(int number, String line) {
    String directory = Ascii.trim(line);
    if (directory.isEmpty() || directory.charAt(0) == '#') {
      return;
    }
    Place place = new Place(file, number, line.indexOf(directory.charAt(0)) + 1);
    if (directory.charAt(0) != '/' || directory.indexOf('\0') >= 0) {
      problems.error(
          place,
          "expected an absolute directory, not " + Quoted.of(directory) + "; ignoring this line");
    } else {
      add(new Instance(place, withoutLastSlash(directory)));
    }
  }

  private void add(Instance instance) {
    for (Instance earlier : instances) {
      if (earlier.directory().equals(instance.directory())) {
        problems.warn(
            instance.place(),
            Quoted.of(instance.directory())
                + " is listed twice, first at "
                + earlier.place()
                + "; ignoring this line");
        return;
      }
    }
    instances.add(instance);
  }

  private static String withoutLastSlash(String directory) {
    int end = directory.length();
    while (end > 1 && directory.charAt(end - 1) == '/') {
      end--;
    }
    return directory.substring(0, end);
  }
}
