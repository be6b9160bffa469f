package org.masterless.lmtpproxy.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.masterless.lmtpproxy.smtp.Reply;

/** Puts the lines of another server's replies together (RFC 5321, 4.2.1). */
final class ReplyReader {
  /** Of octets: one of UTF-8, 0x85, would end a line for Java. */
  private static final Pattern LINE =
      Pattern.compile(
          "([2345]\\d\\d)(?:([ -])(?:([245]\\.\\d{1,3}\\.\\d{1,3})(?: |$))?(.*))?", Pattern.DOTALL);

  private static final int MOST_LINES = 100;

  /** Of what a reply says; the rest is left out. There may be as many replies as recipients. */
  private static final int LONGEST_TEXT = 2048;

  private final List<String> lines = new ArrayList<>();
  private String code = "";
  private int count;
  private int room = LONGEST_TEXT;

  /** What came of a line. */
  sealed interface Reading {
    record Whole(Reply reply) implements Reading {}

    record More() implements Reading {}

    record Nonsense() implements Reading {}
  }

  Reading read(String line) {
    Matcher parts = LINE.matcher(line.replaceAll("[\\x00-\\x1f\\x7f]", "?"));
    if (!parts.matches() || ++count > MOST_LINES) {
      return new Reading.Nonsense();
    }
    if (count > 1 && !parts.group(1).equals(code)) {
      return new Reading.Nonsense();
    }
    code = parts.group(1);
    add(Optional.ofNullable(parts.group(4)).orElse(""));
    if ("-".equals(parts.group(2))) {
      return new Reading.More();
    }
    Reply reply =
        new Reply(
            Integer.parseInt(code),
            enhanced(Optional.ofNullable(parts.group(3))),
            List.copyOf(lines));
    lines.clear();
    count = 0;
    room = LONGEST_TEXT;
    return new Reading.Whole(reply);
  }

  /** Whole lines, as half of one may mean something else; none behind one that is left out. */
  private void add(String text) {
    if (lines.isEmpty() || text.length() <= room) {
      lines.add(text.substring(0, Math.min(room, text.length())));
      room -= lines.get(lines.size() - 1).length();
    } else {
      room = -1;
    }
  }

  /** Of the same class as the reply's code, or none (RFC 2034, 4). */
  private String enhanced(Optional<String> given) {
    return given.filter(text -> text.charAt(0) == code.charAt(0)).orElse(code.charAt(0) + ".0.0");
  }
}
