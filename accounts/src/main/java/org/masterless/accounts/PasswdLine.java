package org.masterless.accounts;

import org.masterless.system.Identities;
import org.masterless.system.Pieces;

/** One line of a passwd-file. */
final class PasswdLine {
  /** Fields before the extra ones, which may have colons in them. */
  private static final int FIELDS = 7;

  private static final int UID = 2;
  private static final int GID = 3;
  private static final int HOME = 5;
  private static final String USERDB = "userdb_";

  private PasswdLine() {}

  /** The user of {@code line}, which is one without a line end; the later fields may be missing. */
  static Lookup lookup(Identities identities, String line, UserDefaults defaults) {
    String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    if (ControlCharacters.areIn(text.replace('\t', ' '))) {
      return new Lookup.Failed("control characters in the line");
    }
    UserFields fields =
        new UserFields(identities, text.substring(0, Math.max(0, text.indexOf(':'))), defaults);
    int start = 0;
    for (int field = 0; field < FIELDS && start <= text.length(); field++) {
      int colon = text.indexOf(':', start);
      int end = colon < 0 ? text.length() : colon;
      put(fields, field, text.substring(start, end));
      start = end + 1;
    }
    if (start < text.length()) {
      putExtra(fields, text.substring(start));
    }
    return fields.lookup();
  }

  private static void put(UserFields fields, int field, String value) {
    if (value.isEmpty()) {
      return;
    }
    switch (field) {
      case UID -> fields.put("uid", value);
      case GID -> fields.put("gid", value);
      case HOME -> fields.put("home", value);
      default -> {}
    }
  }

  private static void putExtra(UserFields fields, String extra) {
    for (String field : Pieces.of(extra, ' ')) {
      int equals = field.indexOf('=');
      if (equals > 0 && field.startsWith(USERDB)) {
        putUserdb(fields, field.substring(USERDB.length(), equals), field.substring(equals + 1));
      }
    }
  }

  /** The mail location keeps its variables until it is used. */
  private static void putUserdb(UserFields fields, String field, String value) {
    if (field.equals("home")) {
      fields.putTemplate(field, value);
    } else {
      fields.put(field, value);
    }
  }
}
