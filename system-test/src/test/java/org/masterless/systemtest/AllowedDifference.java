package org.masterless.systemtest;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/**
 * What is not under units as it is under master, on purpose.
 *
 * @param services keys of entries that it is about
 * @param key of a {@link Dump}
 * @param isMeant whether it is no more than that: the values under master and under units
 * @param why we do it
 */
record AllowedDifference(
    Pattern services, Pattern key, BiPredicate<String, String> isMeant, String why) {
  private static final String OTHER_NUMBERS = "[0-7]+ [0-7]+";

  static final List<AllowedDifference> ALL =
      List.of(
          of(
              "argv",
              AllowedDifference::lacksOnlyChrootAndUser,
              "no daemon jails itself, and none that starts as the mail owner has to become it"),
          of(
              "environment GENERATION",
              (master, units) -> (master + " " + units).matches(OTHER_NUMBERS),
              "each supervisor counts its own processes"),
          of(
              "rights (users|groups)",
              (master, units) -> master.equals("0 0 0") && isOneOther(units),
              "unprivileged entries are the mail owner's from the start"),
          of(
              "rights further groups",
              (master, units) -> master.equals("0 ") && !(" " + units).contains(" 0 "),
              "systemd gives the mail owner's groups, and none to root"),
          of(
              "rights capabilities",
              (master, units) -> bits(units) == (bits(units) & bits(master)),
              "a daemon has the capabilities that it needs, not all"),
          of(
              "rights no new privileges",
              (master, units) -> master.equals("0") && units.equals("1"),
              "no daemon gains any by a set-uid program"),
          of(
              "descriptor [0-9]+ name",
              (master, units) ->
                  master.matches("(private|public)/.*")
                      && units.equals("/var/spool/postfix/" + master),
              "systemd binds by the absolute path"),
          of(
              "descriptor [0-9]+ free bind",
              (master, units) -> master.equals("0") && units.equals("1"),
              "an address that comes late must not cost the socket"),
          only(
              ".*/(unix|pass|unix-dgram)",
              "descriptor 6 reuses address",
              (master, units) -> master.equals("0") && units.equals("1"),
              "systemd sets it on all sockets, and where there is no address it means nothing"),
          of(
              "limit nofile",
              (master, units) -> master.split(" ", 2)[1].equals(units.split(" ", 2)[1]),
              "master raises it to the hard limit, as daemons do themselves"),
          only(
              "s1/unix|s2/unix",
              "descriptor [34] access",
              (master, units) -> units.equals("read-write"),
              "the flow pipe of cleanup and qmgr is a FIFO, opened once for both"));

  private static AllowedDifference of(String key, BiPredicate<String, String> isMeant, String why) {
    return only(".*", key, isMeant, why);
  }

  private static AllowedDifference only(
      String services, String key, BiPredicate<String, String> isMeant, String why) {
    return new AllowedDifference(Pattern.compile(services), Pattern.compile(key), isMeant, why);
  }

  boolean covers(Difference difference) {
    return services.matcher(difference.service()).matches()
        && key.matcher(difference.key()).matches()
        && isMeant.test(difference.master(), difference.units());
  }

  /** All words of one are in the other, in order, but for these two options. */
  private static boolean lacksOnlyChrootAndUser(String master, String units) {
    List<String> left = new ArrayList<>();
    List<String> found = Dump.words(units);
    for (String word : Dump.words(master)) {
      boolean isNext = left.size() < found.size() && found.get(left.size()).equals(word);
      if (isNext) {
        left.add(word);
      } else if (!word.equals("-u") && !word.equals("-c") && !isClusterOf(word, found, left)) {
        return false;
      }
    }
    return left.equals(found);
  }

  /** The entry {@code own-cu} has {@code -vcu}, of which {@code -v} is left. */
  private static boolean isClusterOf(String word, List<String> found, List<String> left) {
    if (!word.equals("-vcu") || left.size() >= found.size()) {
      return false;
    }
    return left.add(found.get(left.size())) && left.get(left.size() - 1).equals("-v");
  }

  private static boolean isOneOther(String ids) {
    return ids.matches("([1-9][0-9]*) \\1 \\1");
  }

  private static long bits(String hexadecimal) {
    return Long.parseUnsignedLong(hexadecimal, 16);
  }
}
