package org.masterless.generator.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One item of {@code import_environment} or {@code export_environment}: {@code NAME}, which takes
 * over what there is, or {@code NAME=value} ({@code clean_env} of Postfix's clean_env.c).
 */
public record EnvironmentItem(String name, Optional<String> value) {
  /** The items of parameter {@code name}; a bad one is reported and left out. */
  public static List<EnvironmentItem> list(Parameters parameters, String name) {
    List<EnvironmentItem> items = new ArrayList<>();
    for (String text : parameters.groupedList(name)) {
      EnvironmentItem item = of(text);
      if (item.name().isEmpty()) {
        parameters.report(name, "missing name in " + Quoted.of(text), "ignoring this item");
      } else {
        items.add(item);
      }
    }
    return items;
  }

  private static EnvironmentItem of(String text) {
    int equals = text.indexOf('=');
    return equals < 0
        ? new EnvironmentItem(text, Optional.empty())
        : new EnvironmentItem(
            Ascii.trim(text.substring(0, equals)),
            Optional.of(Ascii.trim(text.substring(equals + 1))));
  }
}
