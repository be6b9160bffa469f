package org.masterless.generator.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.masterless.generator.read.Words.Word;

/**
 * Reads one entry of master.cf: {@code get_master_ent} of Postfix's master_ent.c.
 *
 * <p>All bad fields of an entry are reported, not only the first.
 */
final class EntryReader {
  private static final String IGNORING = "; ignoring this entry";
  private static final String DEFAULT = "-";

  private final LogicalLine line;
  private final MasterCf.Defaults defaults;
  private final Problems problems;
  private final Words words;
  private final List<Word> fields = new ArrayList<>();
  private boolean good = true;

  EntryReader(LogicalLine line, MasterCf.Defaults defaults, Problems problems) {
    this.line = line;
    this.defaults = defaults;
    this.problems = problems;
    this.words = Words.blankSeparated(line.text());
  }

  /** Nothing for an entry that is bad or disabled. */
  Optional<Entry> read() {
    splitFields();
    if (fields.isEmpty() || isDisabled() || !isComplete()) {
      return Optional.empty();
    }
    Optional<Entry> entry = entry().filter(read -> good);
    if (defaults.format() == EntryFormat.MASTER_CF) {
      entry.ifPresent(read -> EntryWarnings.check(read, this::place, problems));
    }
    return entry;
  }

  /** After {@link #read}: the entry, if it was bad. */
  Optional<RefusedEntry> refused() {
    if (good) {
      return Optional.empty();
    }
    Optional<ServiceType> type = fields.size() > 1 ? knownType() : Optional.empty();
    return Optional.of(new RefusedEntry(text(Column.SERVICE), type));
  }

  private void splitFields() {
    for (Column column : Column.values()) {
      words.next().ifPresent(word -> fields.add(column.index(), word));
    }
  }

  /** Reports the first field that is missing: what comes after it may well be shifted. */
  private boolean isComplete() {
    for (Column column : Column.values()) {
      if (column.index() == fields.size()) {
        int end = fields.get(fields.size() - 1).end();
        bad(Problem.error(line.place(end), "missing field \"" + column.word() + "\""));
        return false;
      }
    }
    return true;
  }

  /** What is disabled may be wrong after its type: master doesn't look at it either. */
  private boolean isDisabled() {
    return fields.size() > 1
        && defaults.disabled().matches(text(Column.SERVICE), text(Column.TYPE));
  }

  private Optional<Entry> entry() {
    Optional<ServiceType> type = type();
    boolean inet = type.isPresent() && type.get().isInet();
    boolean hidden = inet ? inetEndpoint() : yes(Column.PRIVATE, true);
    boolean unprivileged = yes(Column.UNPRIVILEGED, true);
    boolean chroot = yes(Column.CHROOT, defaults.chroot());
    Wakeup wakeup = wakeup(type.equals(Optional.of(ServiceType.UNIX_DGRAM)));
    int limit = processLimit();
    String command = command();
    Arguments arguments = Arguments.read(words, line);
    for (Problem problem : arguments.problems()) {
      bad(problem);
    }
    return type.map(
        known ->
            new Entry(
                place(Column.SERVICE),
                text(Column.SERVICE),
                known,
                hidden,
                unprivileged,
                chroot,
                wakeup,
                limit,
                isDefault(Column.MAXPROC),
                command,
                arguments.values(),
                arguments.places()));
  }

  private Optional<ServiceType> type() {
    Optional<ServiceType> type = knownType();
    if (type.isEmpty()) {
      bad(Column.TYPE, defaults.format().expectedTypes());
    }
    return type;
  }

  private Optional<ServiceType> knownType() {
    for (ServiceType type : defaults.format().types()) {
      if (type.word().equals(text(Column.TYPE))) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** Checks what only inet has; the answer is that it is never private. */
  private boolean inetEndpoint() {
    if (InetEndpoint.parse(text(Column.SERVICE), defaults.services())
        instanceof Parsed.Bad<InetEndpoint> wrong) {
      bad(Problem.error(place(Column.SERVICE), wrong.why()));
    }
    if (yes(Column.PRIVATE, true)) {
      bad(
          Problem.error(
              place(Column.PRIVATE), "inet service cannot be private: expected n in this field"));
    }
    return false;
  }

  private boolean yes(Column column, boolean byDefault) {
    return switch (text(column)) {
      case "y" -> true;
      case "n" -> false;
      case DEFAULT -> byDefault;
      default -> {
        bad(column, "expected y, n or -");
        // Anything will do for an entry that is ignored; this spares inet a second problem.
        yield false;
      }
    };
  }

  private Wakeup wakeup(boolean datagram) {
    String text = text(Column.WAKEUP);
    boolean onceUsed = text.endsWith("?");
    String digits = onceUsed ? text.substring(0, text.length() - 1) : text;
    int seconds =
        isDefault(Column.WAKEUP)
            ? 0
            : number(Column.WAKEUP, digits, "expected a number of seconds, the same with ?, or -");
    if (seconds > 0 && defaults.format() == EntryFormat.SERVICES_CF) {
      bad(Column.WAKEUP, "expected - or 0, as nobody wakes a service of this file");
      return Wakeup.NEVER;
    }
    return datagram && seconds > 0 ? unwakeable() : new Wakeup(seconds, onceUsed);
  }

  /**
   * {@code master_wakeup_timer_event} of master_wakeup.c knows no way to wake a datagram socket.
   */
  private Wakeup unwakeable() {
    problems.warn(
        place(Column.WAKEUP), "a unix-dgram service cannot be woken; ignoring field \"wakeup\"");
    return Wakeup.NEVER;
  }

  private int processLimit() {
    return isDefault(Column.MAXPROC)
        ? defaults.processLimit()
        : number(Column.MAXPROC, text(Column.MAXPROC), "expected a number, 0 for no limit, or -");
  }

  /** master reads the digits in front and forgets the rest, so say what that comes to. */
  private int number(Column column, String text, String expected) {
    OptionalInt number = Decimal.parse(text);
    if (number.isEmpty()) {
      boolean accepted =
          defaults.format() == EntryFormat.MASTER_CF
              && !text.isEmpty()
              && Ascii.isDigit(text.charAt(0));
      int misread = accepted ? Decimal.atoi(text) : -1;
      bad(
          column,
          misread < 0 ? expected : expected + " (master would take it for " + misread + ")");
    }
    return number.orElse(0);
  }

  private String command() {
    if (isDefault(Column.COMMAND)) {
      bad(Column.COMMAND, "expected the name of a program");
    }
    return text(Column.COMMAND);
  }

  private boolean isDefault(Column column) {
    return text(column).equals(DEFAULT);
  }

  private String text(Column column) {
    return fields.get(column.index()).text();
  }

  private Place place(Column column) {
    return line.place(fields.get(column.index()).offset());
  }

  private void bad(Column column, String expected) {
    String value = "bad value " + Quoted.of(text(column));
    bad(Problem.error(place(column), value + " for field \"" + column.word() + "\": " + expected));
  }

  private void bad(Problem problem) {
    good = false;
    problems.error(problem.place(), problem.text() + IGNORING);
  }
}
