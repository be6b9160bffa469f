package org.masterless.generator.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Values of main.cf's parameters, as a Postfix program would see them.
 *
 * <p>A value that is wrong is reported when it is asked for, once, and the built-in default takes
 * its place. Nothing is said about parameters that nobody asks for: they decide no unit, and the
 * daemon that uses them says so itself.
 */
public final class Parameters {
  private final String file;
  private final Map<String, Setting> settings;
  private final BuiltIns builtIns;
  private final Problems problems;
  private final RawValues raw;

  Parameters(String file, Map<String, Setting> settings, BuiltIns builtIns, Problems problems) {
    this.file = file;
    this.settings = settings;
    this.builtIns = builtIns;
    this.problems = problems;
    this.raw = new RawValues(settings, builtIns);
  }

  /** The value with every {@code $} expanded; empty for a parameter that doesn't exist. */
  public String get(String name) {
    Parsed<String> value = raw.expanded(name);
    if (value instanceof Parsed.Good<String> good) {
      return good.value();
    }
    report(name, ((Parsed.Bad<String>) value).why());
    return builtIn(name);
  }

  /** The default of {@code name}, whatever main.cf says about what it refers to. */
  private String builtIn(String name) {
    RawValues untouched = new RawValues(Map.of(), builtIns);
    return untouched.expanded(name) instanceof Parsed.Good<String> good ? good.value() : "";
  }

  /** {@code text} with every {@code $} expanded; the caller knows where the text stands. */
  public Parsed<String> expand(String text) {
    return Expansion.expand(text, raw::value);
  }

  public boolean isSet(String name) {
    return settings.containsKey(name);
  }

  /** The value as written, if the parameter is set at all. */
  public Optional<String> raw(String name) {
    return Optional.ofNullable(settings.get(name)).map(Setting::value);
  }

  /** Where the parameter is set. */
  public Optional<Place> placeOf(String name) {
    return Optional.ofNullable(settings.get(name)).map(Setting::place);
  }

  /** What is set, in the order of the file, then of an entry's options. */
  public List<String> names() {
    return new ArrayList<>(settings.keySet());
  }

  /**
   * A whole number ({@code get_mail_conf_int} of mail_conf_int.c).
   *
   * @param min the lowest value that the user of the parameter accepts
   */
  public int integer(String name, int min) {
    String text = get(name);
    OptionalInt value = Decimal.parseSigned(text);
    if (value.isPresent() && value.getAsInt() >= min) {
      return value.getAsInt();
    }
    report(name, "expected a number of at least " + min);
    return Decimal.parseSigned(builtIn(name)).orElse(min);
  }

  /**
   * A time in seconds, written with one of the units s, m, h, d, w ({@code get_mail_conf_time} of
   * mail_conf_time.c).
   *
   * @param min in seconds
   */
  public int seconds(String name, int min) {
    String byDefault = builtIn(name);
    OptionalInt value = Duration.seconds(get(name), Duration.unit(byDefault));
    if (value.isPresent() && value.getAsInt() >= min) {
      return value.getAsInt();
    }
    report(name, "expected a time of at least " + min + "s");
    return Duration.seconds(byDefault, 's').orElse(min);
  }

  /** {@code yes} or {@code no}, in any case ({@code get_mail_conf_bool} of mail_conf_bool.c). */
  public boolean flag(String name) {
    String value = Ascii.lower(get(name));
    if (value.equals("yes") || value.equals("no")) {
      return value.equals("yes");
    }
    report(name, "expected yes or no");
    return builtIn(name).equals("yes");
  }

  /** The words of a list, separated by blanks or commas; braces mean nothing. */
  public List<String> list(String name) {
    List<String> list = new ArrayList<>();
    Words words = Words.commaSeparated(get(name));
    for (var word = words.next(); word.isPresent(); word = words.next()) {
      list.add(word.get().text());
    }
    return list;
  }

  /**
   * As {@link #list}, where Postfix lets braces hold an item together ({@code mail_parm_split}): a
   * bad item is left out.
   */
  public List<String> groupedList(String name) {
    List<String> list = new ArrayList<>();
    Words words = Words.commaSeparated(get(name));
    for (var word = words.nextGrouped(); word.isPresent(); word = words.nextGrouped()) {
      Parsed<String> item = Braces.unwrap(word.get().text());
      if (item instanceof Parsed.Good<String> good) {
        list.add(good.value());
      } else if (item instanceof Parsed.Bad<String> bad) {
        report(name, bad.why(), "ignoring this item");
      }
    }
    return list;
  }

  /** {@code compatibility_level}, which says what {@code -} in the chroot column means. */
  public CompatibilityLevel compatibilityLevel() {
    Optional<CompatibilityLevel> level = CompatibilityLevel.parse(get("compatibility_level"));
    if (level.isEmpty()) {
      report("compatibility_level", "expected one to three numbers with dots");
    }
    return level.orElse(new CompatibilityLevel(0, 0, 0));
  }

  /** What a daemon sees that is started with the {@code -o} of its entry. */
  public Parameters with(DaemonOptions options) {
    Map<String, Setting> layered = new LinkedHashMap<>(settings);
    for (Setting setting : options.settings()) {
      layered.put(setting.name(), setting);
    }
    return new Parameters(file, layered, builtIns, problems);
  }

  /** The same with a value that only the reader of a unit knows, such as {@code service_name}. */
  public Parameters with(String name, String value) {
    return new Parameters(file, settings, builtIns.with(name, value), problems);
  }

  /** Reports a value that is well-formed but can't be used, and that the default is used. */
  public void report(String name, String why) {
    report(name, why, "using the default " + Quoted.of(builtIn(name)));
  }

  /**
   * Reports a value that can't be used.
   *
   * @param done what was done about it
   */
  public void report(String name, String why, String done) {
    Setting setting = settings.get(name);
    String bad = "bad value " + (setting == null ? "" : Quoted.of(setting.value()) + " ");
    Place place = setting == null ? new Place(file, 1, 1) : setting.valuePlace();
    problems.addOnce(
        Problem.error(place, bad + "for parameter \"" + name + "\": " + why + "; " + done));
  }
}
