package org.masterless.generator.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads IPv6 addresses (RFC 4291, section 2.2) and writes them in the canonical form of RFC 5952.
 */
final class Ipv6Text {
  private static final int GROUPS = 8;
  private static final String HEX = "0123456789abcdef";
  private static final String MAPPED = "\0\0\0\0\0\0\0\0\0\0\u00ff\u00ff";

  private Ipv6Text() {}

  /** The sixteen octets of {@code text}; no zone such as {@code %eth0}. */
  static Optional<String> parse(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text).filter(groups -> groups.size() == GROUPS).map(Ipv6Text::octets);
    }
    Optional<List<Integer>> left = groups(text.substring(0, gap));
    Optional<List<Integer>> right = groups(text.substring(gap + 2));
    boolean dottedLeft = text.substring(0, gap).indexOf('.') >= 0;
    if (left.isEmpty() || right.isEmpty() || dottedLeft) {
      return Optional.empty();
    }
    return filled(left.get(), right.get());
  }

  /** {@code ::} stands for one zero group at least. */
  private static Optional<String> filled(List<Integer> left, List<Integer> right) {
    List<Integer> all = new ArrayList<>(left);
    while (all.size() < GROUPS - right.size()) {
      all.add(0);
    }
    all.addAll(right);
    boolean fits = left.size() + right.size() < GROUPS;
    return fits ? Optional.of(octets(all)) : Optional.empty();
  }

  /** The groups between colons, of which the last may be a dotted IPv4 address. */
  private static Optional<List<Integer>> groups(String text) {
    List<Integer> groups = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int colon = text.indexOf(':', start);
      int end = colon < 0 ? text.length() : colon;
      String group = text.substring(start, end);
      boolean good = colon < 0 ? addLast(group, groups) : addHex(group, groups);
      if (!good || colon == text.length() - 1 || groups.size() > GROUPS) {
        return Optional.empty();
      }
      start = end + 1;
    }
    return Optional.of(groups);
  }

  private static boolean addLast(String group, List<Integer> groups) {
    if (group.indexOf('.') < 0) {
      return addHex(group, groups);
    }
    Optional<String> dotted = Ipv4Text.parse(group);
    if (dotted.isPresent()) {
      groups.add(dotted.get().charAt(0) * 256 + dotted.get().charAt(1));
      groups.add(dotted.get().charAt(2) * 256 + dotted.get().charAt(3));
    }
    return dotted.isPresent();
  }

  private static boolean addHex(String group, List<Integer> groups) {
    int value = 0;
    String lower = Ascii.lower(group);
    for (int i = 0; i < lower.length(); i++) {
      int digit = HEX.indexOf(lower.charAt(i));
      if (digit < 0 || i > 3) {
        return false;
      }
      value = value * 16 + digit;
    }
    groups.add(value);
    return !group.isEmpty();
  }

  private static String octets(List<Integer> groups) {
    StringBuilder octets = new StringBuilder();
    for (int group : groups) {
      octets.append((char) (group >> 8)).append((char) (group & 255));
    }
    return octets.toString();
  }

  static String format(String octets) {
    if (octets.startsWith(MAPPED)) {
      return "::ffff:" + Ipv4Text.format(octets.substring(MAPPED.length()));
    }
    int gap = longestGap(octets);
    if (gap < 0) {
      return hexGroups(octets, 0, GROUPS);
    }
    int end = gap + zeros(octets, gap);
    return hexGroups(octets, 0, gap) + "::" + hexGroups(octets, end, GROUPS);
  }

  /** Where the longest run of at least two zero groups starts, the first of equals, or -1. */
  private static int longestGap(String octets) {
    int best = -1;
    int length = 1;
    for (int i = 0; i < GROUPS; i++) {
      if (zeros(octets, i) > length) {
        best = i;
        length = zeros(octets, i);
      }
    }
    return best;
  }

  private static int zeros(String octets, int from) {
    int count = 0;
    while (from + count < GROUPS && group(octets, from + count) == 0) {
      count++;
    }
    return count;
  }

  private static String hexGroups(String octets, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i == from ? "" : ":").append(Integer.toHexString(group(octets, i)));
    }
    return text.toString();
  }

  private static int group(String octets, int index) {
    return octets.charAt(2 * index) * 256 + octets.charAt(2 * index + 1);
  }
}
