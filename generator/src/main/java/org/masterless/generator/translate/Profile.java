package org.masterless.generator.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a daemon program of Postfix starts, and what it writes.
 *
 * @param program last part of the command
 * @param queueFolders that it writes, below {@code queue_directory}; to open a message for delivery
 *     is to write
 */
record Profile(String program, Start start, List<String> queueFolders, List<String> traits) {

  /** Whose process a daemon is. */
  enum Start {
    /** The mail owner's, from its first instruction to its last. */
    AS_MAIL_OWNER,
    /** Root's, until the daemon drops for good before its first request ({@code -u}). */
    DROPPING,
    /** Root's: it becomes other users. */
    AS_ROOT
  }

  /** Writes {@code data_directory}. */
  private static final String DATA = "data";

  /** Moves messages from one queue folder to another, which a mount between them would forbid. */
  private static final String MOVES = "moves";

  /** Takes part in flow control (in_flow_delay). */
  private static final String FLOW = "flow";

  /** Runs programs of users and admins, which need more than Postfix does. */
  private static final String COMMANDS = "commands";

  /** Delivers into folders of users, wherever they are. */
  private static final String MAILBOXES = "mailboxes";

  /**
   * One row a program; what its manual page and the sources say that it writes. smtpd, proxymap,
   * postlogd and virtual get more by what main.cf says ({@link Sandbox}).
   */
  private static final String TABLE =
      """
      anvil           owner  -                                             -
      bounce          owner  active,bounce,defer,incoming,trace            -
      cleanup         owner  bounce,defer,hold,incoming,trace              flow,moves
      discard         owner  active                                        -
      dnsblog         owner  -                                             -
      error           owner  active                                        -
      flush           owner  deferred,flush,incoming                       moves
      lmtp            owner  active                                        -
      local           root   active,maildrop                               commands,mailboxes
      nqmgr           owner  active,bounce,corrupt,defer,deferred,incoming flow,moves
      oqmgr           owner  active,bounce,corrupt,defer,deferred,incoming flow,moves
      pickup          owner  maildrop                                      -
      pipe            root   active,maildrop                               commands,mailboxes
      postlogd        owner  -                                             -
      postscreen      drops  -                                             data
      proxymap        owner  -                                             -
      qmgr            owner  active,bounce,corrupt,defer,deferred,incoming flow,moves
      qmqpd           owner  -                                             -
      scache          owner  -                                             -
      showq           owner  -                                             -
      smtp            owner  active                                        -
      smtpd           owner  -                                             -
      spawn           root   -                                             commands
      tlsmgr          drops  -                                             data
      tlsproxy        owner  -                                             -
      trivial-rewrite owner  -                                             -
      verify          drops  -                                             data
      virtual         root   active                                        mailboxes
      """;

  /** All folders of the queue that messages and logs are kept in. */
  private static final String QUEUE =
      "active,bounce,corrupt,defer,deferred,flush,hold,incoming,maildrop,saved,trace";

  static List<String> queue() {
    return Words.split(QUEUE, ',');
  }

  private static final Map<String, Profile> KNOWN = read();

  private static Map<String, Profile> read() {
    Map<String, Profile> known = new TreeMap<>();
    for (String row : Words.of(TABLE, "\n")) {
      Profile profile = of(Words.of(row, " "));
      known.put(profile.program(), profile);
    }
    return known;
  }

  static Profile of(String program) {
    Profile known = KNOWN.get(program);
    return known == null
        ? new Profile(program, Start.AS_MAIL_OWNER, queue(), List.of(DATA, MOVES))
        : known;
  }

  private static Profile of(List<String> columns) {
    return new Profile(
        columns.get(0), start(columns.get(1)), items(columns.get(2)), items(columns.get(3)));
  }

  private static Start start(String word) {
    return switch (word) {
      case "root" -> Start.AS_ROOT;
      case "drops" -> Start.DROPPING;
      default -> Start.AS_MAIL_OWNER;
    };
  }

  private static List<String> items(String column) {
    return column.equals("-") ? List.of() : Words.split(column, ',');
  }

  /** Whether the table has it: then it has a manual page too. */
  boolean isKnown() {
    return KNOWN.containsKey(program);
  }

  /** Its manual page, which has section 8 on Debian 13, and 8postfix on 12: man(1) finds both. */
  String manual() {
    return program.equals("nqmgr") ? "qmgr" : program;
  }

  /** What it has no business with, of a queue that it may write as a whole. */
  List<String> foreignQueueFolders() {
    List<String> foreign = new ArrayList<>(queue());
    foreign.removeAll(queueFolders);
    foreign.add("private");
    foreign.add("public");
    return foreign;
  }

  boolean movesMessages() {
    return traits.contains(MOVES);
  }

  boolean writesData() {
    return traits.contains(DATA);
  }

  boolean usesFlow() {
    return traits.contains(FLOW);
  }

  boolean runsCommands() {
    return traits.contains(COMMANDS);
  }

  boolean deliversToMailboxes() {
    return traits.contains(MAILBOXES);
  }

  /** An unknown program that master.cf lets be root: it may be meant to run commands. */
  Profile privileged() {
    return new Profile(
        program, Start.AS_ROOT, queueFolders, List.of(DATA, COMMANDS, MAILBOXES, MOVES));
  }

  Profile starting(Start other) {
    return new Profile(program, other, queueFolders, traits);
  }
}
