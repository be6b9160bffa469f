package org.masterless.lmtpproxy.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.masterless.lmtpproxy.smtp.Reply;

/** Puts the lines of another server's replies together (RFC 5321, 4.2.1). */
final class ReplyReader {
  private static final Pattern LINE =
      Pattern.compile("([2345]\\d\\d)(?:([ -])(?:([245]\\.\\d{1,3}\\.\\d{1,3})(?: |$))?(.*))?");
  private static final int MOST_LINES = 100;

  private final List<String> lines = new ArrayList<>();

  /** What came of a line. */
  sealed interface Reading {
    record Whole(Reply reply) implements Reading {}

    record More() implements Reading {}

    record Nonsense() implements Reading {}
  }

  Reading read(String line) {
    Matcher parts = LINE.matcher(line.replaceAll("[\\x00-\\x1f\\x7f]", "?"));
    if (!parts.matches() || lines.size() >= MOST_LINES) {
      return new Reading.Nonsense();
    }
    lines.add(Optional.ofNullable(parts.group(4)).orElse(""));
    if ("-".equals(parts.group(2))) {
      return new Reading.More();
    }
    int code = Integer.parseInt(parts.group(1));
    String enhanced = Optional.ofNullable(parts.group(3)).orElse(parts.group(1).charAt(0) + ".0.0");
    Reply reply = new Reply(code, enhanced, List.copyOf(lines));
    lines.clear();
    return new Reading.Whole(reply);
  }
}
