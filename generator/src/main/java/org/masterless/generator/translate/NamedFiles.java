package org.masterless.generator.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.masterless.generator.read.Parameters;
import org.masterless.generator.read.Parsed;

/**
 * Finds the files and sockets that main.cf and an entry's {@code -o} name for one program: TLS keys
 * and certificates, lookup tables, milters and their like.
 */
final class NamedFiles {
  /** Parameters of a program that name lookup tables, restrictions or sockets, besides its own. */
  private static final String SHARED_BY_PROGRAM =
      """
      cleanup always_bcc canonical_maps recipient_canonical_maps sender_canonical_maps
      cleanup virtual_alias_maps recipient_bcc_maps sender_bcc_maps header_checks body_checks
      cleanup mime_header_checks nested_header_checks milter_header_checks non_smtpd_milters
      cleanup smtpd_milters generic_maps
      bounce bounce_template_file
      flush fast_flush_domains relay_domains
      local alias_maps mailbox_transport_maps mailbox_command_maps fallback_transport_maps
      lmtp local_transport virtual_transport mailbox_transport relay_transport default_transport
      lmtp content_filter fallback_transport
      smtpd alias_maps local_recipient_maps relay_recipient_maps virtual_alias_maps
      smtpd virtual_mailbox_maps canonical_maps recipient_canonical_maps sender_canonical_maps
      smtpd relay_clientcerts mynetworks relay_domains mydestination virtual_alias_domains
      smtpd virtual_mailbox_domains tls_server_sni_maps
      tlsproxy tls_server_sni_maps
      trivial-rewrite transport_maps relocated_maps mydestination relay_domains
      trivial-rewrite virtual_alias_domains virtual_mailbox_domains virtual_alias_maps
      trivial-rewrite sender_dependent_relayhost_maps sender_dependent_default_transport_maps
      trivial-rewrite address_verify_transport_maps
      trivial-rewrite address_verify_sender_dependent_relayhost_maps
      virtual virtual_mailbox_maps virtual_uid_maps virtual_gid_maps virtual_mailbox_limit_maps
      """;

  private static final Map<String, List<String>> SHARED = read();

  private static final String TLS_FILES =
      "chain_files key_file cert_file dkey_file dcert_file eckey_file eccert_file CAfile"
          + " dh1024_param_file";

  /** Programs that connect to sockets which main.cf names. */
  private static final List<String> CONNECTING = List.of("smtpd", "cleanup", "lmtp");

  private final String program;
  private final Parameters parameters;
  private final List<String> files = new ArrayList<>();
  private final List<String> sockets = new ArrayList<>();
  private boolean asksOthers;

  private NamedFiles(String program, Parameters parameters) {
    this.program = program;
    this.parameters = parameters;
  }

  private static Map<String, List<String>> read() {
    Map<String, List<String>> shared = new TreeMap<>();
    for (String row : Words.of(SHARED_BY_PROGRAM, "\n")) {
      List<String> words = Words.of(row, " ");
      shared
          .computeIfAbsent(words.get(0), program -> new ArrayList<>())
          .addAll(words.subList(1, words.size()));
    }
    return shared;
  }

  static NamedFiles of(String program, Parameters parameters) {
    NamedFiles named = new NamedFiles(program, parameters);
    named.addOwnParameters();
    named.addShared();
    named.addTls();
    named.addSasl();
    named.addProxied();
    return named;
  }

  /** Absolute paths; {@code private/proxymap} stands for tables that are read through it. */
  List<String> files() {
    return files;
  }

  /** Absolute paths. */
  List<String> sockets() {
    return sockets;
  }

  /** Whether it has tables that ask a server of this machine, by a socket that isn't named here. */
  boolean asksOthers() {
    return asksOthers;
  }

  /** The programs that have parameters by the dozen begin their names with their own. */
  private void addOwnParameters() {
    List<String> classes = Words.of(value("smtpd_restriction_classes"), ", \t");
    for (String name : parameters.names()) {
      boolean isOwn = name.startsWith(program + "_") && !isUnusedSasl(name);
      if (isOwn || (program.equals("smtpd") && classes.contains(name))) {
        addWords(name, !name.contains("_tls_"));
      }
    }
  }

  private boolean isUnusedSasl(String name) {
    boolean isClient = name.startsWith("smtp_sasl_") || name.startsWith("lmtp_sasl_");
    return isClient && !value(name.substring(0, 10) + "auth_enable").equals("yes");
  }

  private void addShared() {
    for (String name : SHARED.getOrDefault(program, List.of())) {
      addWords(name, true);
    }
  }

  private void addTls() {
    switch (program) {
      case "smtpd" -> addTlsOf("smtpd", "smtpd");
      case "smtp", "lmtp" -> addTlsOf(program, program);
      case "tlsproxy" -> {
        addTlsOf("smtpd", "tlsproxy");
        addTlsOf("smtp", "smtp");
      }
      default -> {}
    }
  }

  /**
   * @param level prefix of the parameters that switch TLS on
   * @param prefix of those that name files
   */
  private void addTlsOf(String level, String prefix) {
    if (hasTls(level)) {
      for (String file : Words.of(TLS_FILES, " ")) {
        addWords(prefix + "_tls_" + file, true);
      }
    }
  }

  private boolean hasTls(String prefix) {
    String level = value(prefix + "_tls_security_level");
    return (!level.isEmpty() && !level.equals("none"))
        || value(prefix + "_use_tls").equals("yes")
        || value(prefix + "_enforce_tls").equals("yes")
        || value(prefix + "_tls_wrappermode").equals("yes");
  }

  /** Cyrus SASL reads {@code smtpd.conf}; Dovecot is a socket. */
  private void addSasl() {
    if (!program.equals("smtpd") || !value("smtpd_sasl_auth_enable").equals("yes")) {
      return;
    }
    String path = value("smtpd_sasl_path");
    if (path.startsWith("/")) {
      sockets.add(path);
    }
    for (String folder : Words.of(value("cyrus_sasl_config_path"), ":")) {
      files.add(folder + "/" + path + ".conf");
    }
  }

  /** proxymap reads what all others read through it. */
  private void addProxied() {
    if (!program.equals("proxymap")) {
      return;
    }
    for (String name : parameters.names()) {
      for (String word : Words.of(value(name), " \t,{}=")) {
        String table = word.startsWith("proxy:") ? word.substring("proxy:".length()) : "";
        if (!LookupTable.fileOf(table).isEmpty()) {
          files.add(LookupTable.fileOf(table));
        }
      }
    }
  }

  private void addSocket(String path) {
    if (CONNECTING.contains(program)) {
      sockets.add(path);
    }
  }

  private void addWords(String name, boolean withPlainPaths) {
    for (String word : Words.of(value(name), " \t,{}=")) {
      String table = LookupTable.fileOf(word);
      asksOthers |= LookupTable.asksOthers(word);
      if (!table.isEmpty()) {
        files.add(table);
      } else if (word.contains("unix:/")) {
        addSocket(word.substring(word.indexOf("unix:/") + 5));
      } else if (withPlainPaths && word.startsWith("/")) {
        files.add(word);
      }
    }
  }

  /** Quiet: what can't be computed here is the daemon's to complain about. */
  private String value(String name) {
    return parameters.expand("$" + name) instanceof Parsed.Good<String> good ? good.value() : "";
  }
}
