package org.masterless.generator.translate;

import java.util.List;

/** Knows which file a lookup table is read from (DATABASE_README). */
final class LookupTable {
  /** Stands for all tables that proxymap(8) reads for others, relative to the queue. */
  static final String PROXY = "private/proxymap";

  private static final List<String> PLAIN =
      List.of(
          "texthash",
          "pcre",
          "regexp",
          "cidr",
          "sqlite",
          "mysql",
          "pgsql",
          "ldap",
          "mongodb",
          "memcache");

  /** Tables that ask a server, or what nsswitch.conf(5) names, which may be a socket in /run. */
  private static final List<String> ASKING =
      List.of(
          "unix",
          "nis",
          "nisplus",
          "netinfo",
          "ldap",
          "mysql",
          "pgsql",
          "memcache",
          "mongodb",
          "socketmap");

  private LookupTable() {}

  /** Whether a word {@code TYPE:NAME} is a table whose content others have, but not proxymap. */
  static boolean asksOthers(String word) {
    String table = withoutWrapper(word);
    return ASKING.contains(table.substring(0, Math.max(0, table.indexOf(':'))));
  }

  /** The file of a word {@code TYPE:NAME}; empty for what is no table, or has no file. */
  static String fileOf(String word) {
    String table = withoutWrapper(word);
    int colon = table.indexOf(':');
    if (colon < 0) {
      return "";
    }
    String type = table.substring(0, colon);
    String name = table.substring(colon + 1);
    if (type.equals("proxy")) {
      return PROXY;
    }
    return name.startsWith("/") ? withSuffix(type, name) : "";
  }

  private static String withoutWrapper(String word) {
    String table = word.startsWith("!") ? word.substring(1) : word;
    while (table.startsWith("debug:")) {
      table = table.substring("debug:".length());
    }
    return table;
  }

  private static String withSuffix(String type, String name) {
    return switch (type) {
      case "hash", "btree" -> name + ".db";
      case "cdb" -> name + ".cdb";
      case "lmdb" -> name + ".lmdb";
      case "dbm", "sdbm" -> name + ".pag";
      default -> PLAIN.contains(type) ? name : "";
    };
  }
}
