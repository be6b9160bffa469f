package org.masterless.generator.read;

import java.util.Optional;

/** What {@code -o NAME=VALUE} may say of an entry of services.cf (masterless.services(5)). */
public enum ServiceOption {
  ACCEPT("accept", Form.FLAG),
  CAPABILITIES("capabilities", Form.CAPABILITIES),
  GROUP("group", Form.NAME),
  HOME("home", Form.FLAG),
  JIT("jit", Form.FLAG),
  NETWORK("network", Form.FLAG),
  NO_NEW_PRIVILEGES("no_new_privileges", Form.FLAG),
  RUN_PATHS("run_paths", Form.PATHS),
  SERVICE_COUNT("service_count", Form.NUMBER),
  SOCKET_GROUP("socket_group", Form.NAME),
  SOCKET_INPUT("socket_input", Form.FLAG),
  SOCKET_MODE("socket_mode", Form.MODE),
  SOCKET_USER("socket_user", Form.NAME),
  SUPPLEMENTARY_GROUPS("supplementary_groups", Form.NAMES),
  TYPE("type", Form.TYPE),
  USER("user", Form.NAME),
  WRITE_PATHS("write_paths", Form.PATHS);

  /** What values look like. */
  public enum Form {
    FLAG,
    NUMBER,
    MODE,
    NAME,
    NAMES,
    PATHS,
    CAPABILITIES,
    TYPE
  }

  private final String word;
  private final Form form;

  ServiceOption(String word, Form form) {
    this.word = word;
    this.form = form;
  }

  static Optional<ServiceOption> of(String word) {
    for (ServiceOption option : values()) {
      if (option.word.equals(word)) {
        return Optional.of(option);
      }
    }
    return Optional.empty();
  }

  /** As written after {@code -o}. */
  public String word() {
    return word;
  }

  public Form form() {
    return form;
  }
}
