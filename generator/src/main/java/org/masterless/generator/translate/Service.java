package org.masterless.generator.translate;

import java.util.List;
import org.masterless.generator.read.Entry;

/**
 * Everything that was decided about one entry, before any of it is written down.
 *
 * @param unit name of its units, without suffix
 * @param arguments of the entry, without what is the generator's to decide
 * @param user mail owner, or what the entry's {@code -o mail_owner=} says
 * @param needs what main.cf and the entry make its program reach for
 */
record Service(
    InstanceSettings instance,
    Entry entry,
    String unit,
    List<String> arguments,
    String user,
    Listeners listeners,
    Profile profile,
    Needs needs) {
  /** Programs that every mail needs: they start with the instance, not with its first mail. */
  private static final List<String> NEEDED_BY_EVERY_MAIL =
      List.of("cleanup", "trivial-rewrite", "local");

  private static final List<String> NEEDED_BY_EVERY_MAIL_FROM_OUTSIDE =
      List.of("smtpd", "postscreen");

  String socketUnit() {
    return unit + ".socket";
  }

  String serviceUnit() {
    return unit + ".service";
  }

  /** The path that master(8) runs. */
  String program() {
    return instance.daemonDirectory() + "/" + entry.command();
  }

  boolean startsAsMailOwner() {
    return profile.start() == Profile.Start.AS_MAIL_OWNER;
  }

  boolean startsWithInstance() {
    return entry.wakeup().startsWithInstance()
        || NEEDED_BY_EVERY_MAIL.contains(profile.program())
        || (listeners.isInet() && NEEDED_BY_EVERY_MAIL_FROM_OUTSIDE.contains(profile.program()));
  }

  /** For people: {@code smtp inet}. */
  String title() {
    return "Postfix " + UnitNames.escape(entry.service()) + " " + entry.type().word();
  }

  /** The line of master.cf that it comes from. */
  String origin() {
    return entry.place().file() + ":" + entry.place().line();
  }

  String documentation() {
    return profile.isKnown()
        ? "man:" + profile.manual() + "(8) man:master(5) man:masterless(7)"
        : "man:master(5) man:masterless(7)";
  }
}
