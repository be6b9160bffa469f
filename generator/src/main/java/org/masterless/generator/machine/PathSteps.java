package org.masterless.generator.machine;

import java.util.ArrayList;
import java.util.List;
import org.masterless.system.Errno;
import org.masterless.system.Files;
import org.masterless.system.Octets;

/** Follows a path as the kernel does, link by link (path_resolution(7)). */
final class PathSteps {
  /** MAXSYMLINKS of Linux: one more is ELOOP. */
  private static final int MOST_LINKS = 40;

  /** PATH_MAX of Linux. */
  private static final int LONGEST = 4096;

  private final Files files;
  private final String root;
  private final List<String> steps = new ArrayList<>();
  private String at = "";
  private String rest;
  private int links;
  private boolean isMissing;

  private PathSteps(Files files, String root, String path) {
    this.files = files;
    this.root = root;
    this.rest = path;
  }

  /**
   * Each folder on the way, and at last what the path leads to, all below {@code root} and none of
   * them a link; nothing where the path leads nowhere.
   */
  static List<String> of(Files files, String root, String path) {
    PathSteps way = new PathSteps(files, root, path);
    while (!way.rest.isEmpty() && !way.isMissing) {
      way.step(way.next());
    }
    return way.isMissing ? List.of() : way.steps;
  }

  /** Takes the next part off what is left. */
  private String next() {
    int slash = rest.indexOf('/');
    String part = slash < 0 ? rest : rest.substring(0, slash);
    rest = slash < 0 ? "" : rest.substring(slash + 1);
    return part;
  }

  private void step(String part) {
    switch (part) {
      case "", "." -> {}
      case ".." -> at = at.substring(0, Math.max(0, at.lastIndexOf('/')));
      default -> enter(at + "/" + part);
    }
  }

  private void enter(String path) {
    byte[] text = new byte[LONGEST];
    int length = files.readLink(root + path, text);
    if (length > 0) {
      follow(Octets.text(text, 0, length));
    } else if (length == -Errno.EINVAL) {
      at = path;
      steps.add(path);
    } else {
      isMissing = true;
    }
  }

  private void follow(String target) {
    isMissing = ++links > MOST_LINKS;
    at = target.startsWith("/") ? "" : at;
    rest = rest.isEmpty() ? target : target + "/" + rest;
  }
}
