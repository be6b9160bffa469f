package org.masterless.generator.read;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The {@code -o NAME=VALUE} between the command of an entry of services.cf and its arguments. The
 * first word that isn't {@code -o} is the program's, and so is all that follows.
 */
public final class ServiceOptions {
  private static final String OPTION = "-o";

  private final Entry entry;
  private final Problems problems;
  private final Map<String, Setting> settings = new TreeMap<>();
  private boolean areGood = true;
  private int next;

  private ServiceOptions(Entry entry, Problems problems) {
    this.entry = entry;
    this.problems = problems;
  }

  /** Nothing where one of them is no option at all; all such are reported. */
  public static Optional<ServiceOptions> of(Entry entry, Problems problems) {
    ServiceOptions options = new ServiceOptions(entry, problems);
    options.read();
    return options.areGood ? Optional.of(options) : Optional.empty();
  }

  public boolean has(ServiceOption option) {
    return settings.containsKey(option.word());
  }

  /** Empty where it isn't given. */
  public String get(ServiceOption option) {
    Setting setting = settings.get(option.word());
    return setting == null ? "" : setting.value();
  }

  /** Where it stands, or the entry where it doesn't. */
  public Place placeOf(ServiceOption option) {
    Setting setting = settings.get(option.word());
    return setting == null ? entry.place() : setting.place();
  }

  /** What the program gets. */
  public List<String> arguments() {
    return entry.arguments().subList(next, entry.arguments().size());
  }

  /** Where the first of {@link #arguments} is among those of the entry. */
  public int firstArgument() {
    return next;
  }

  private void read() {
    List<String> words = entry.arguments();
    while (next < words.size() && words.get(next).equals(OPTION)) {
      if (next + 1 == words.size()) {
        bad(entry.argumentPlaces().get(next), "missing value after -o");
      } else {
        add(words.get(next + 1), entry.argumentPlaces().get(next + 1));
      }
      next = Math.min(next + 2, words.size());
    }
  }

  private void add(String text, Place place) {
    Parsed<Setting.Split> split = Setting.split(text);
    if (split instanceof Parsed.Good<Setting.Split> good) {
      add(new Setting(good.value().name(), good.value().value(), place, place));
    } else if (split instanceof Parsed.Bad<Setting.Split> wrong) {
      bad(place, wrong.why() + " in option -o");
    }
  }

  private void add(Setting setting) {
    if (ServiceOption.of(setting.name()).isEmpty()) {
      bad(setting.place(), "unknown option " + Quoted.of(setting.name()));
      return;
    }
    Setting earlier = settings.put(setting.name(), setting);
    if (earlier != null) {
      bad(
          setting.place(),
          "option " + Quoted.of(setting.name()) + " is given twice, first at " + earlier.place());
    }
  }

  private void bad(Place place, String what) {
    areGood = false;
    problems.error(place, what + "; ignoring this entry");
  }
}
