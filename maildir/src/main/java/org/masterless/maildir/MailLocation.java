package org.masterless.maildir;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where a user's mail lies: in the terms of Dovecot's mail_location as far as they say where a
 * Maildir++ is.
 *
 * @param top absolute path of the folder that has to be there already: the home, if it is in it
 * @param below the folders from there on, the last of which is the Maildir; made where missing
 * @param hasFolders whether its sub-folders are Maildir++'s; else there is an inbox only, for us
 */
public record MailLocation(String top, List<String> below, boolean hasFolders) {
  private static final String MAILDIR = "maildir:";

  public MailLocation {
    below = List.copyOf(below);
  }

  /**
   * What {@code mail} says, or nothing where it isn't understood.
   *
   * @param mail such as {@code maildir:~/Maildir} or {@code maildir:/srv/%d/%n:LAYOUT=fs}; without
   *     {@code maildir:} a path alone, absolute or below {@code home}
   * @param home of the user; empty where there is none
   * @param variables replaces those of a path by the user's values; none where it can't
   */
  public static Optional<MailLocation> of(
      String mail, String home, Function<String, Optional<String>> variables) {
    boolean isLocation = mail.startsWith(MAILDIR);
    String text = isLocation ? mail.substring(MAILDIR.length()) : mail;
    int colon = text.indexOf(':');
    if (colon >= 0 && !isLocation) {
      return Optional.empty();
    }
    String options = colon < 0 ? "" : text.substring(colon) + ":";
    Optional<String> path = expanded(colon < 0 ? text : text.substring(0, colon), home, variables);
    return path.isEmpty() || path.get().isEmpty() || !isKnown(options)
        ? Optional.empty()
        : of(path.get(), home, !options.contains(":LAYOUT=fs:"));
  }

  /** With another layout, or another inbox, no reader would look where we deliver. */
  private static boolean isKnown(String options) {
    int layout = options.indexOf(":LAYOUT=");
    return !options.contains(":INBOX=")
        && (layout < 0
            || options.startsWith(":LAYOUT=fs:", layout)
            || options.startsWith(":LAYOUT=maildir++:", layout));
  }

  private static Optional<MailLocation> of(String path, String home, boolean hasFolders) {
    boolean isInHome = !path.startsWith("/") || path.equals(home) || path.startsWith(home + "/");
    if (isInHome && home.length() > 1) {
      String rest = path.startsWith("/") ? path.substring(home.length()) : path;
      return parts(rest).map(below -> new MailLocation(home, below, hasFolders));
    }
    if (!path.startsWith("/")) {
      return Optional.empty();
    }
    int last = path.lastIndexOf('/');
    return parts(path)
        .flatMap(all -> parts(path.substring(last)))
        .filter(below -> !below.isEmpty())
        .map(
            below ->
                new MailLocation(last == 0 ? "/" : path.substring(0, last), below, hasFolders));
  }

  /** None where one of them would lead elsewhere. */
  private static Optional<List<String>> parts(String path) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    while (start <= path.length()) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      String part = path.substring(start, end);
      if (part.equals("..")) {
        return Optional.empty();
      }
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
      start = end + 1;
    }
    return Optional.of(parts);
  }

  /** With {@code ~} and variables replaced; none where one of them isn't known, or the home. */
  private static Optional<String> expanded(
      String path, String home, Function<String, Optional<String>> variables) {
    if (!path.equals("~") && !path.startsWith("~/")) {
      return variables.apply(path);
    }
    return home.isEmpty()
        ? Optional.empty()
        : variables.apply(path.substring(1)).map(rest -> home + rest);
  }
}
