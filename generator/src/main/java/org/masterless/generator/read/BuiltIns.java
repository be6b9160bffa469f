package org.masterless.generator.read;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What parameters are where main.cf doesn't set them: the defaults of postconf(5) as Debian builds
 * Postfix 3.7 and 3.10, and what Postfix finds out at run time.
 *
 * <p>Only parameters that decide units are here. Like an unknown one, any other is empty.
 */
public final class BuiltIns {
  private static final String DEFAULTS =
      """
      alias_maps = hash:/etc/aliases, nis:mail.aliases
      command_directory = /usr/sbin
      compatibility_level = 0
      daemon_directory = /usr/lib/postfix/sbin
      daemon_timeout = 18000s
      data_directory = /var/lib/postfix
      default_privs = nobody
      default_process_limit = 100
      export_environment = TZ MAIL_CONFIG LANG
      import_environment = MAIL_CONFIG MAIL_DEBUG MAIL_LOGTAG TZ XAUTHORITY DISPLAY LANG=C
          POSTLOG_SERVICE POSTLOG_HOSTNAME
      in_flow_delay = 1s
      inet_interfaces = all
      inet_protocols = all
      ipc_timeout = 3600s
      lmtp_tls_dkey_file = $lmtp_tls_dcert_file
      lmtp_tls_eckey_file = $lmtp_tls_eccert_file
      lmtp_tls_key_file = $lmtp_tls_cert_file
      mail_owner = postfix
      mail_spool_directory = /var/mail
      maillog_file_permissions = 0600
      maillog_file_prefixes = /var, /dev/stdout
      max_idle = 100s
      max_use = 100
      multi_instance_enable = no
      postlog_service_name = postlog
      postlogd_watchdog_timeout = 10s
      qmgr_daemon_timeout = 1000s
      queue_directory = /var/spool/postfix
      service_throttle_time = 60s
      setgid_group = postdrop
      smtp_tls_dkey_file = $smtp_tls_dcert_file
      smtp_tls_eckey_file = $smtp_tls_eccert_file
      smtp_tls_key_file = $smtp_tls_cert_file
      smtpd_sasl_path = smtpd
      smtpd_tls_dkey_file = $smtpd_tls_dcert_file
      smtpd_tls_eckey_file = $smtpd_tls_eccert_file
      smtpd_tls_key_file = $smtpd_tls_cert_file
      syslog_name = ${multi_instance_name?{$multi_instance_name}:{postfix}}
      tlsproxy_tls_CAfile = $smtpd_tls_CAfile
      tlsproxy_tls_CApath = $smtpd_tls_CApath
      tlsproxy_tls_cert_file = $smtpd_tls_cert_file
      tlsproxy_tls_chain_files = $smtpd_tls_chain_files
      tlsproxy_tls_dcert_file = $smtpd_tls_dcert_file
      tlsproxy_tls_dh1024_param_file = $smtpd_tls_dh1024_param_file
      tlsproxy_tls_dh512_param_file = $smtpd_tls_dh512_param_file
      tlsproxy_tls_dkey_file = $smtpd_tls_dkey_file
      tlsproxy_tls_eccert_file = $smtpd_tls_eccert_file
      tlsproxy_tls_eckey_file = $smtpd_tls_eckey_file
      tlsproxy_tls_key_file = $smtpd_tls_key_file
      trigger_timeout = 10s
      """;

  private final String hostName;
  private final Map<String, String> values;

  /** Those of one entry, which go before {@link #values}: these are too many to copy for each. */
  private final Map<String, String> own;

  private BuiltIns(String hostName, Map<String, String> values, Map<String, String> own) {
    this.hostName = hostName;
    this.values = values;
    this.own = own;
  }

  /**
   * Those of one instance on this machine.
   *
   * @param hostName as gethostname(2) has it
   * @param configDirectory where main.cf is, as the admin knows it
   */
  public static BuiltIns of(String hostName, String configDirectory) {
    BuiltIns builtIns = new BuiltIns(hostName, new TreeMap<>(), Map.of());
    LogicalLines lines = new LogicalLines("built-in", DEFAULTS, new Problems());
    for (var line = lines.next(); line.isPresent(); line = lines.next()) {
      if (Setting.split(line.get().text()) instanceof Parsed.Good<Setting.Split> split) {
        builtIns.values.put(split.value().name(), split.value().value());
      }
    }
    builtIns.values.put("config_directory", configDirectory);
    return builtIns;
  }

  /** These, and {@code name} with another value. */
  BuiltIns with(String name, String value) {
    Map<String, String> more = new TreeMap<>(own);
    more.put(name, value);
    return new BuiltIns(hostName, values, more);
  }

  String hostName() {
    return hostName;
  }

  /** Before expansion. */
  Optional<String> value(String name) {
    String value = own.get(name);
    return Optional.ofNullable(value == null ? values.get(name) : value);
  }

  /** What only the installed Postfix, or only a running process of it, can tell. */
  static boolean isUnknowable(String name) {
    return switch (name) {
      case "mail_version", "mail_release_date", "process_id" -> true;
      default -> false;
    };
  }
}
