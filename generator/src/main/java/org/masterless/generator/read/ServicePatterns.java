package org.masterless.generator.read;

import java.util.ArrayList;
import java.util.List;

/**
 * Which services {@code master_service_disable} turns off: match_service.c.
 *
 * <p>A pattern is {@code name/type}, {@code type}, or {@code name.type} of old; {@code !} in front
 * keeps what it matches. The first match decides, upper and lower case are the same, and there are
 * no wildcards.
 */
public final class ServicePatterns {
  public static final ServicePatterns NONE = new ServicePatterns(List.of());

  private record Pattern(boolean positive, String text) {}

  private final List<Pattern> patterns;

  private ServicePatterns(List<Pattern> patterns) {
    this.patterns = patterns;
  }

  /** Reads patterns separated by commas or blanks; a word that is none never matches anything. */
  public static ServicePatterns parse(String list) {
    List<Pattern> patterns = new ArrayList<>();
    Words words = Words.commaSeparated(list);
    for (var word = words.next(); word.isPresent(); word = words.next()) {
      patterns.add(pattern(Ascii.lower(word.get().text())));
    }
    return new ServicePatterns(patterns);
  }

  private static Pattern pattern(String word) {
    boolean positive = true;
    int start = 0;
    while (start < word.length() && word.charAt(start) == '!') {
      positive = !positive;
      start++;
    }
    return new Pattern(positive, withSlash(word.substring(start)));
  }

  private static String withSlash(String pattern) {
    int dot = pattern.lastIndexOf('.');
    boolean old = pattern.indexOf('/') < 0 && dot >= 0;
    return old ? pattern.substring(0, dot) + "/" + pattern.substring(dot + 1) : pattern;
  }

  /** {@code type} as written, which need not be one that there is. */
  public boolean matches(String service, String type) {
    String lowerType = Ascii.lower(type);
    String full = Ascii.lower(service) + "/" + lowerType;
    for (Pattern pattern : patterns) {
      boolean named = pattern.text().indexOf('/') >= 0;
      if (pattern.text().equals(named ? full : lowerType)) {
        return pattern.positive();
      }
    }
    return false;
  }
}
