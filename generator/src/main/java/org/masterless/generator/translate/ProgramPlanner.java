package org.masterless.generator.translate;

import java.util.List;
import java.util.Optional;
import org.masterless.generator.machine.Machine;
import org.masterless.generator.read.Entry;
import org.masterless.generator.read.Parsed;
import org.masterless.generator.read.Place;
import org.masterless.generator.read.Problem;
import org.masterless.generator.read.Problems;
import org.masterless.generator.read.ServiceOption;
import org.masterless.generator.read.ServiceOptions;
import org.masterless.generator.read.Services;

/** Decides everything about one entry of services.cf. */
final class ProgramPlanner {
  private final ProgramEndpoints endpoints;
  private final Machine machine;
  private final Problems problems;

  ProgramPlanner(Machine machine, Services services, Origins origins, Problems problems) {
    this.endpoints = new ProgramEndpoints(machine, services, origins);
    this.machine = machine;
    this.problems = problems;
  }

  /** Nothing where the entry can't be made a unit, which is reported. */
  Optional<ProgramService> plan(Entry entry) {
    Optional<ServiceOptions> options = ServiceOptions.of(entry, problems);
    Optional<Listeners> listeners = listeners(entry);
    String unit = UnitNames.ofEntry(ProgramService.INSTANCE, entry, false);
    if (UnitNames.isTooLong(unit)) {
      refuse(entry.place(), "the name of its unit is longer than systemd allows");
      return Optional.empty();
    }
    return options.isEmpty() || listeners.isEmpty()
        ? Optional.empty()
        : Optional.of(new ProgramService(entry, unit, listeners.get(), options.get()))
            .filter(this::isGood);
  }

  private Optional<Listeners> listeners(Entry entry) {
    Parsed<Listeners> listeners = endpoints.of(entry);
    if (listeners instanceof Parsed.Good<Listeners> good) {
      return Optional.of(good.value());
    }
    refuse(entry.place(), ((Parsed.Bad<Listeners>) listeners).why());
    return Optional.empty();
  }

  /** All that is wrong is told, not only the first. */
  private boolean isGood(ProgramService service) {
    boolean isGood = hasGoodValues(service);
    isGood &= fitsTogether(service);
    isGood &= hasGoodCommand(service);
    if (isGood) {
      warn(service);
    }
    return isGood;
  }

  private boolean hasGoodValues(ProgramService service) {
    boolean areGood = true;
    for (ServiceOption option : ServiceOption.values()) {
      if (service.options().has(option)) {
        String value = service.options().get(option);
        areGood &= isGood(service, option, ProgramOptions.objectionTo(option, value));
      }
    }
    return areGood;
  }

  private boolean fitsTogether(ProgramService service) {
    boolean areGood = true;
    for (ServiceOption option : ServiceOption.values()) {
      if (service.options().has(option)) {
        areGood &= isGood(service, option, ProgramCombination.objectionTo(option, service));
      }
    }
    return areGood;
  }

  private boolean isGood(ProgramService service, ServiceOption option, String objection) {
    if (!objection.isEmpty()) {
      refuse(service.options().placeOf(option), objection);
    }
    return objection.isEmpty();
  }

  private boolean hasGoodCommand(ProgramService service) {
    String objection = SystemdText.objectionTo(service.program());
    if (!objection.isEmpty()) {
      refuse(service.entry().place(), "command " + service.program() + " " + objection);
    }
    return objection.isEmpty();
  }

  private void refuse(Place place, String why) {
    problems.add(Problem.error(place, why + "; ignoring this entry"));
  }

  private void warn(ProgramService service) {
    Entry entry = service.entry();
    boolean isUsed = service.isOwn() || service.accepts();
    if (!entry.processLimitIsDefault() && !isUsed) {
      warn(entry.place(), "only the program itself can limit its processes; ignoring maxproc");
    }
    if (service.options().has(ServiceOption.SERVICE_COUNT) && !isUsed) {
      warn(
          service.options().placeOf(ServiceOption.SERVICE_COUNT),
          "only masterless's own programs know service_count; ignoring it");
    }
    String program = service.program();
    String folder = program.substring(0, program.lastIndexOf('/'));
    if (machine.hasFolder(folder) && !machine.hasFile(program)) {
      warn(entry.place(), "there is no " + program + " to serve this");
    }
    warnOfStrangers(service);
    ArgumentWarnings.ofBytes(entry, service.options().firstArgument(), problems);
  }

  /** An error it isn't: other name services may know them by the time that the unit starts. */
  private void warnOfStrangers(ProgramService service) {
    for (ServiceOption option : List.of(ServiceOption.USER, ServiceOption.SOCKET_USER)) {
      for (String name : ProgramOptions.list(service.options(), option)) {
        warn(service, option, machine.lacksUser(name), "user \"" + name + "\" in /etc/passwd");
      }
    }
    for (ServiceOption option :
        List.of(
            ServiceOption.GROUP, ServiceOption.SOCKET_GROUP, ServiceOption.SUPPLEMENTARY_GROUPS)) {
      for (String name : ProgramOptions.list(service.options(), option)) {
        warn(service, option, machine.lacksGroup(name), "group \"" + name + "\" in /etc/group");
      }
    }
  }

  private void warn(ProgramService service, ServiceOption option, boolean isMissing, String what) {
    if (isMissing) {
      warn(service.options().placeOf(option), "there is no " + what);
    }
  }

  private void warn(Place place, String text) {
    problems.add(Problem.warning(place, text));
  }
}
