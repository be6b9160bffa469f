package org.masterless.accounts;

import java.util.Optional;

/**
 * Dovecot's variables in paths: {@code %u} (the whole name), {@code %n} (what stands before its
 * {@code @}), {@code %d} (what stands behind it), {@code %h} (the home), {@code %%}; and what
 * Dovecot 2.4 calls them, {@code %{user}}, {@code %{user|username}}, {@code %{user|domain}}, {@code
 * %{home}}.
 *
 * @param name of the user
 * @param home of the user; empty where it isn't known
 */
public record Variables(String name, String home) {

  /**
   * {@code template} with its variables replaced. Nothing where it has others, where a value is
   * missing, and where one would lead elsewhere in a path: no domain is called {@code ..}.
   */
  public Optional<String> expand(String template) {
    StringBuilder expanded = new StringBuilder();
    int at = 0;
    while (at < template.length()) {
      char c = template.charAt(at);
      if (c != '%') {
        expanded.append(c);
        at++;
        continue;
      }
      int end = endOfVariable(template, at);
      String variable = template.substring(at + 1, end);
      String value = variable.equals("%") ? "%" : value(variable);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      expanded.append(value);
      at = end;
    }
    return Optional.of(expanded.toString());
  }

  /** Behind the variable that begins at {@code percent}. */
  private static int endOfVariable(String template, int percent) {
    boolean isLong = percent + 1 < template.length() && template.charAt(percent + 1) == '{';
    int last = isLong ? template.indexOf('}', percent) : percent + 1;
    return last < 0 ? template.length() : Math.min(last + 1, template.length());
  }

  /** Empty where there is none. */
  private String value(String variable) {
    int at = name.indexOf('@');
    return switch (variable.replace(" ", "")) {
      case "u", "{user}" -> asPathPart(name);
      case "n", "{user|username}" -> asPathPart(at < 0 ? name : name.substring(0, at));
      case "d", "{user|domain}" -> asPathPart(at < 0 ? "" : name.substring(at + 1));
      case "h", "{home}" -> home;
      default -> "";
    };
  }

  private static String asPathPart(String value) {
    return value.indexOf('/') >= 0 || value.equals(".") || value.equals("..") ? "" : value;
  }
}
