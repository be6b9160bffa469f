package org.masterless.accounts;

import java.util.Optional;

/**
 * Dovecot's variables in paths: {@code %u} (the whole name), {@code %n} (what stands before its
 * {@code @}), {@code %d} (what stands behind it), {@code %h} (the home), {@code %%}; {@code
 * %{user}}, {@code %{username}}, {@code %{domain}} and {@code %{home}}, which mean the same; and
 * what Dovecot 2.4 calls two of them, {@code %{user|username}} and {@code %{user|domain}}.
 *
 * @param name of the user
 * @param home of the user; empty where it isn't known
 */
public record Variables(String name, String home) {

  /**
   * {@code template} with its variables replaced; the domain of a name without one is empty, as it
   * is for Dovecot. Nothing where it has others, where the home or what stands before the {@code @}
   * is missing, and where a value would lead elsewhere in a path: no domain is called {@code ..}.
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
      Optional<String> value = value(variable);
      if (value.isEmpty()) {
        return value;
      }
      expanded.append(value.get());
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

  private Optional<String> value(String variable) {
    int at = name.indexOf('@');
    return switch (variable.replace(" ", "")) {
      case "%" -> Optional.of("%");
      case "u", "{user}" -> present(name).filter(Variables::isPathPart);
      case "n", "{username}", "{user|username}" ->
          present(at < 0 ? name : name.substring(0, at)).filter(Variables::isPathPart);
      case "d", "{domain}", "{user|domain}" ->
          Optional.of(at < 0 ? "" : name.substring(at + 1)).filter(Variables::isPathPart);
      case "h", "{home}" -> present(home);
      default -> Optional.empty();
    };
  }

  private static Optional<String> present(String value) {
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  private static boolean isPathPart(String value) {
    return value.indexOf('/') < 0 && !value.equals(".") && !value.equals("..");
  }
}
