package org.masterless.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.teavm.interop.Address;

/**
 * The environment that a program was started with, as bytes.
 *
 * @param settings each {@code NAME=value}, in the order received
 */
public record Environment(List<String> settings) {

  /** The native program's own (environ(7)). */
  public static Environment ofProgram() {
    List<String> settings = new ArrayList<>();
    long entry = Libc.environ().toLong();
    while (entry != 0 && Address.fromLong(entry).getLong() != 0) {
      settings.add(CStrings.at(Address.fromLong(entry).getLong()));
      entry += 8;
    }
    return new Environment(settings);
  }

  public Optional<String> get(String name) {
    for (String setting : settings) {
      if (setting.startsWith(name)
          && setting.length() > name.length()
          && setting.charAt(name.length()) == '=') {
        return Optional.of(setting.substring(name.length() + 1));
      }
    }
    return Optional.empty();
  }
}
