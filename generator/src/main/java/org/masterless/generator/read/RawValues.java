package org.masterless.generator.read;

import java.util.Map;

/**
 * Values of parameters before expansion: as set, else built in, else computed as Postfix does when
 * it starts (mail_params.c).
 */
final class RawValues {
  private static final String LOCAL_DOMAIN = "localdomain";

  private final Map<String, Setting> settings;
  private final BuiltIns builtIns;

  RawValues(Map<String, Setting> settings, BuiltIns builtIns) {
    this.settings = settings;
    this.builtIns = builtIns;
  }

  /** Empty for a parameter that doesn't exist. */
  Parsed<String> value(String name) {
    Setting setting = settings.get(name);
    return setting == null ? builtIn(name) : Parsed.good(setting.value());
  }

  Parsed<String> expanded(String name) {
    return value(name) instanceof Parsed.Good<String> raw
        ? Expansion.expand(raw.value(), this::value)
        : value(name);
  }

  private Parsed<String> builtIn(String name) {
    if (BuiltIns.isUnknowable(name)) {
      return Parsed.bad("\"$" + name + "\" is not known before Postfix runs");
    }
    return switch (name) {
      case "myhostname" -> hostName();
      case "mydomain" -> domain();
      default -> Parsed.good(builtIns.value(name).orElse(""));
    };
  }

  /** {@code check_myhostname}: a name without a dot gets the domain. */
  private Parsed<String> hostName() {
    String name = builtIns.hostName();
    if (name.indexOf('.') >= 0) {
      return Parsed.good(name);
    }
    return isSet("mydomain")
        ? expandWithout("mydomain", "myhostname").map(domain -> name + "." + domain)
        : Parsed.good(name + "." + LOCAL_DOMAIN);
  }

  /** {@code check_mydomainname}: the host name without its first label. */
  private Parsed<String> domain() {
    Parsed<String> host =
        isSet("myhostname") ? expandWithout("myhostname", "mydomain") : hostName();
    return host.map(
        name -> {
          int dot = name.indexOf('.');
          return dot < 0 ? LOCAL_DOMAIN : name.substring(dot + 1);
        });
  }

  private boolean isSet(String name) {
    return settings.containsKey(name);
  }

  /** Of the two, the one that is being computed is still empty to the other. */
  private Parsed<String> expandWithout(String name, String computed) {
    return Expansion.expand(
        "$" + name, asked -> asked.equals(computed) ? Parsed.good("") : value(asked));
  }
}
