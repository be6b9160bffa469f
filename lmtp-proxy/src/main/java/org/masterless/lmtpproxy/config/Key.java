package org.masterless.lmtpproxy.config;

import java.util.Arrays;
import java.util.Optional;

/** All that lmtp-proxy.conf(5) may say, and what counts where it doesn't. */
public enum Key {
  HOST_NAME("service", "host_name", ""),
  SESSIONS("service", "sessions", "100"),
  RECIPIENTS("service", "recipients", "1000"),
  SIZE("service", "size", "100M"),
  CLIENT_TIMEOUT("service", "timeout", "5m"),
  IDLE("service", "idle", "1h"),
  SPOOL("service", "spool", "/var/tmp"),
  DELIMITER("addresses", "delimiter", "+"),
  LOCAL_DOMAINS("addresses", "local_domains", ""),
  CASE("addresses", "case", "lower"),
  DELIVERY_SOCKET("delivery", "socket", "/run/masterless/lmtp-deliver"),
  DELIVERY_PROCESSES("delivery", "processes", "100"),
  DELIVERY_RCPT_TIMEOUT("delivery", "rcpt_timeout", "1m"),
  DELIVERY_TIMEOUT("delivery", "timeout", "5m"),
  RELAY_TO("relay", "to", ""),
  RELAY_LOOKUP("relay", "lookup", ""),
  RELAY_RCPT_TIMEOUT("relay", "rcpt_timeout", "1m"),
  RELAY_TIMEOUT("relay", "timeout", "5m"),
  CERTIFICATE("tls", "certificate", ""),
  CERTIFICATE_KEY("tls", "key", ""),
  TRUSTED("xclient", "trusted", "");

  private final String section;
  private final String option;
  private final String otherwise;

  Key(String section, String option, String otherwise) {
    this.section = section;
    this.option = option;
    this.otherwise = otherwise;
  }

  public String section() {
    return section;
  }

  public String option() {
    return option;
  }

  /** The default, as an admin would write it. */
  public String otherwise() {
    return otherwise;
  }

  static boolean isSection(String name) {
    return Arrays.stream(values()).anyMatch(key -> key.section.equals(name));
  }

  static Optional<Key> of(String section, String option) {
    return Arrays.stream(values())
        .filter(key -> key.section.equals(section) && key.option.equals(option))
        .findFirst();
  }
}
