package org.masterless.generator.translate;

import java.util.Optional;
import org.masterless.generator.machine.Machine;
import org.masterless.generator.read.DaemonOptions;
import org.masterless.generator.read.Entry;
import org.masterless.generator.read.Parameters;
import org.masterless.generator.read.Parsed;
import org.masterless.generator.read.Place;
import org.masterless.generator.read.Problem;
import org.masterless.generator.read.Problems;
import org.masterless.generator.read.Setting;

/** Decides everything about one entry: its names, listeners, user and needs. */
final class ServicePlanner {
  private final InstanceSettings instance;
  private final Parameters parameters;
  private final Endpoints endpoints;
  private final Machine machine;
  private final Problems problems;
  private final boolean mainCfMentionsNames;

  ServicePlanner(
      InstanceSettings instance,
      Parameters parameters,
      Endpoints endpoints,
      Machine machine,
      Problems problems) {
    this.instance = instance;
    this.parameters = parameters;
    this.endpoints = endpoints;
    this.machine = machine;
    this.problems = problems;
    this.mainCfMentionsNames = mentionsNames(parameters);
  }

  /** Nothing where the entry can't be made a unit, which is reported. */
  Optional<Service> plan(Entry entry, boolean hasHiddenTwin) {
    String unit = UnitNames.ofEntry(instance.name(), entry, hasHiddenTwin);
    if (UnitNames.isTooLong(unit)) {
      return refuse(entry, "the name of its unit is longer than systemd allows");
    }
    String objection = LockFolder.objectionTo(entry);
    if (!objection.isEmpty()) {
      return refuse(entry, "the folder of its lock " + objection);
    }
    Parsed<Listeners> listeners = endpoints.of(entry);
    if (listeners instanceof Parsed.Bad<Listeners> bad) {
      return refuse(entry, bad.why());
    }
    Parameters seen = seenBy(entry);
    String wrongOwner = MailOwner.objectionTo(seen.get("mail_owner"), machine);
    if (!wrongOwner.isEmpty()) {
      return refuse(entry, "its mail_owner " + wrongOwner);
    }
    return Optional.of(plan(entry, unit, ((Parsed.Good<Listeners>) listeners).value(), seen));
  }

  private Optional<Service> refuse(Entry entry, String why) {
    problems.add(Problem.error(entry.place(), why + "; ignoring this entry"));
    return Optional.empty();
  }

  private Service plan(Entry entry, String unit, Listeners listeners, Parameters seen) {
    OwnArguments own = OwnArguments.of(entry.arguments());
    Profile profile = profile(entry, own, seen);
    Needs needs = new NeedsFinder(machine, instance, entry, profile, seen, problems).find();
    boolean fallsBack = profile.start() == Profile.Start.AS_MAIL_OWNER && needs.hasClosedFile();
    warnOfProgram(entry);
    warnOfChroot(entry, own);
    ArgumentWarnings.ofBytes(entry, 0, problems);
    return new Service(
        instance,
        entry,
        unit,
        own.kept(),
        seen.get("mail_owner"),
        listeners,
        fallsBack ? profile.starting(Profile.Start.DROPPING) : profile,
        needs);
  }

  /** What the entry's daemon finds in main.cf, its own options and its own names. */
  private Parameters seenBy(Entry entry) {
    DaemonOptions options = DaemonOptions.of(entry, problems);
    Parameters seen = parameters.with(options);
    return mainCfMentionsNames || mentionsNames(options)
        ? seen.with("service_name", entry.service())
            .with("process_name", Words.lastPart(entry.command()))
        : seen;
  }

  private static boolean mentionsNames(Parameters parameters) {
    for (String name : parameters.names()) {
      if (mentionsNames(parameters.raw(name).orElse(""))) {
        return true;
      }
    }
    return false;
  }

  private static boolean mentionsNames(DaemonOptions options) {
    for (Setting setting : options.settings()) {
      if (mentionsNames(setting.value())) {
        return true;
      }
    }
    return false;
  }

  private static boolean mentionsNames(String value) {
    return value.contains("service_name") || value.contains("process_name");
  }

  private Profile profile(Entry entry, OwnArguments own, Parameters seen) {
    Profile profile = Profile.of(Words.lastPart(entry.command()));
    boolean isUnprivileged = entry.unprivileged() || own.isUnprivileged();
    if (!profile.isKnown()) {
      return isUnprivileged ? profile : profile.privileged();
    }
    if (profile.program().equals("postlogd") && writesRootsLog(seen)) {
      return profile.starting(Profile.Start.DROPPING);
    }
    if (profile.start() == Profile.Start.AS_ROOT) {
      return isUnprivileged ? profile.starting(Profile.Start.AS_MAIL_OWNER) : profile;
    }
    if (!isUnprivileged) {
      warn(
          entry.place(),
          profile.program() + " never needs root; starting it as " + seen.get("mail_owner"));
    }
    return profile;
  }

  private boolean writesRootsLog(Parameters seen) {
    String file = seen.get("maillog_file");
    return file.startsWith("/")
        && !file.startsWith("/dev/")
        && machine.ownerOf(file) != instance.mailOwner().uid();
  }

  /**
   * The daemon may be installed later, so its socket is there; below a mere copy of /etc none is.
   */
  private void warnOfProgram(Entry entry) {
    String folder = instance.daemonDirectory();
    if (machine.hasFolder(folder) && !machine.hasFile(folder + "/" + entry.command())) {
      warn(entry.place(), "no program " + entry.command() + " in " + folder + " to serve this");
    }
  }

  private void warnOfChroot(Entry entry, OwnArguments own) {
    if (own.chrootAt() >= 0) {
      warn(
          entry.argumentPlaces().get(own.chrootAt()),
          "a sandbox takes the place of chroot; ignoring -c");
    }
  }

  private void warn(Place place, String text) {
    problems.add(Problem.warning(place, text));
  }
}
