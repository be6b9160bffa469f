package org.masterless.generator.translate;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.masterless.generator.machine.Machine;
import org.masterless.generator.read.Instance;
import org.masterless.generator.read.MasterCf;
import org.masterless.generator.read.Parameters;
import org.masterless.generator.read.Place;
import org.masterless.generator.read.Problem;
import org.masterless.generator.read.Problems;
import org.masterless.generator.read.RefusedEntry;
import org.masterless.generator.read.Room;
import org.masterless.generator.read.Services;

/** Makes all units of the instances of one machine. */
public final class Translator {
  private final Machine machine;
  private final Services services;
  private final Problems problems;
  private final Origins origins;

  public Translator(Machine machine, Services services, Room room, Problems problems) {
    this.machine = machine;
    this.origins = new Origins(room);
    this.services = services;
    this.problems = problems;
  }

  /**
   * Makes the units of one instance, in the order of its master.cf. What puts us in the place of
   * master comes last, and only if all else was taken: half of the units would be worse than stock
   * Postfix.
   *
   * @param into takes each as soon as it is made, since all together may be more than fits in
   *     memory; answers whether it could
   * @param keep hears of the units, by their names without suffix, that entries may have from the
   *     time when they were right
   */
  public void translate(
      Instance listed,
      Parameters parameters,
      MasterCf masterCf,
      Predicate<Generated> into,
      Consumer<String> keep) {
    Optional<InstanceSettings> settings =
        new SettingsFinder(listed, parameters, machine, problems).find();
    if (settings.isEmpty() || isTaken(settings.get(), listed)) {
      return;
    }
    InstanceSettings instance = settings.get();
    boolean[] isWhole = {true};
    Consumer<Generated> noting = generated -> isWhole[0] &= into.test(generated);
    noting.accept(SliceUnit.of(instance));
    noting.accept(TargetUnit.of(instance));
    Consumer<RefusedEntry> refused =
        entry -> UnitNames.candidates(instance.name(), entry).forEach(keep);
    boolean areAll = services(instance, parameters, masterCf, noting, refused);
    if (areAll && isWhole[0]) {
      noting.accept(HandleDropIn.of(instance));
    }
    if (areAll && isWhole[0] && instance.isDefault()) {
      noting.accept(Generated.Link.mask(Debian12.UNIT));
    }
  }

  /**
   * Makes the units of services.cf, after those of all instances, with whose names they must not
   * collide.
   *
   * @param into as of {@link #translate}
   * @param keep as of {@link #translate}
   */
  public void translateServices(
      MasterCf servicesCf, Predicate<Generated> into, Consumer<String> keep) {
    new ProgramTranslator(new ProgramPlanner(machine, services, origins, problems), origins)
        .translate(
            servicesCf,
            into,
            entry -> UnitNames.candidates(ProgramService.INSTANCE, entry).forEach(keep),
            problems);
  }

  private boolean isTaken(InstanceSettings instance, Instance listed) {
    boolean isTaken = false;
    origins.claim(instance.runtimeFolder(), listed.place());
    for (String unit : List.of(instance.handle(), instance.slice())) {
      Optional<Place> earlier = origins.claim(unit, listed.place());
      if (earlier.isPresent() && !isTaken) {
        isTaken = true;
        problems.add(
            Problem.error(
                listed.place(),
                "the instance of "
                    + earlier.get()
                    + " is called \""
                    + instance.name()
                    + "\" too; no units for this one"));
      }
    }
    return isTaken;
  }

  /** Answers whether all of them could be remembered. */
  private boolean services(
      InstanceSettings instance,
      Parameters parameters,
      MasterCf masterCf,
      Consumer<Generated> into,
      Consumer<RefusedEntry> refused) {
    Endpoints endpoints =
        new Endpoints(Interfaces.of(parameters, machine), services, instance.queueDirectory());
    ServicePlanner planner = new ServicePlanner(instance, parameters, endpoints, machine, problems);
    boolean[] fit = {true};
    masterCf.forEach(
        entry -> {
          if (fit[0]) {
            planner
                .plan(entry, masterCf.hasHiddenTwin(entry))
                .ifPresentOrElse(
                    service -> fit[0] = add(service, into),
                    () ->
                        refused.accept(
                            new RefusedEntry(entry.service(), Optional.of(entry.type()))));
          }
        },
        refused);
    return fit[0];
  }

  /** Answers whether there was room to remember it. */
  private boolean add(Service service, Consumer<Generated> into) {
    Place place = service.entry().place();
    Optional<Place> earlier = origins.claim(service.unit(), place);
    if (earlier.isPresent()) {
      problems.add(
          Problem.error(
              place,
              "its unit would be called "
                  + service.unit()
                  + ", as that of "
                  + earlier.get()
                  + " is; ignoring this entry"));
      return true;
    }
    if (!origins.hasRoomFor(service.unit())) {
      problems.add(
          Problem.error(place, "too many entries; this instance is left to stock Postfix"));
      return false;
    }
    put(service, into);
    return true;
  }

  private static void put(Service service, Consumer<Generated> into) {
    String target = service.instance().target();
    into.accept(SocketUnit.of(service));
    into.accept(ServiceUnit.of(service));
    into.accept(Generated.Link.wants(target, service.socketUnit()));
    if (service.startsWithInstance()) {
      into.accept(Generated.Link.wants(target, service.serviceUnit()));
    }
  }
}
