package org.masterless.supervisor;

import java.util.ArrayList;
import java.util.List;
import org.masterless.system.CommandLine.Understood;

/** Settings for tests, by way of the command line that an admin sees in the unit. */
final class SettingsBuilder {
  private final List<String> options = new ArrayList<>(List.of("--service", "smtp"));
  private String type = "unix";

  static SettingsBuilder service() {
    return new SettingsBuilder();
  }

  static Settings read(List<String> words) {
    if (SettingsReader.read(words) instanceof Understood<Settings> understood) {
      return understood.settings();
    }
    throw new AssertionError("not understood: " + words);
  }

  SettingsBuilder type(String type) {
    this.type = type;
    return this;
  }

  SettingsBuilder with(String... words) {
    options.addAll(List.of(words));
    return this;
  }

  SettingsBuilder limit(int most) {
    return with("--process-limit", Integer.toString(most));
  }

  /** With {@code smtpd -o stress=} as the daemon. */
  Settings under(String... daemon) {
    List<String> words = new ArrayList<>(options);
    words.addAll(List.of("--type", type, "--"));
    words.addAll(List.of(daemon));
    return read(words);
  }

  Settings build() {
    return under("/usr/lib/postfix/sbin/smtpd", "-t", "unix");
  }

  Settings withStress() {
    return with("--stress").under("/usr/lib/postfix/sbin/smtpd", "-t", "pass", "-o", "stress=");
  }
}
