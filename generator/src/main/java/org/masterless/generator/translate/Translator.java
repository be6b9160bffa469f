package org.masterless.generator.translate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.masterless.generator.machine.Machine;
import org.masterless.generator.read.Entry;
import org.masterless.generator.read.Instance;
import org.masterless.generator.read.MasterCf;
import org.masterless.generator.read.Parameters;
import org.masterless.generator.read.Problem;
import org.masterless.generator.read.Problems;
import org.masterless.generator.read.RefusedEntry;
import org.masterless.generator.read.Services;

/** Makes all units of the instances of one machine. */
public final class Translator {
  private final Machine machine;
  private final Services services;
  private final Problems problems;

  /** What was made already, by its path, and the place that it comes from. */
  private final Map<String, String> origins = new LinkedHashMap<>();

  public Translator(Machine machine, Services services, Problems problems) {
    this.machine = machine;
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
      MasterCf.Content content,
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
    content.refused().forEach(refused);
    services(instance, parameters, content.entries(), noting, refused);
    if (isWhole[0]) {
      noting.accept(HandleDropIn.of(instance));
    }
    if (isWhole[0] && instance.isDefault()) {
      noting.accept(Generated.Link.mask(HandleDropIn.DEBIAN_12_UNIT));
    }
  }

  private boolean isTaken(InstanceSettings instance, Instance listed) {
    boolean isTaken = false;
    for (String unit : List.of(instance.handle(), instance.slice())) {
      String earlier = origins.put(unit, listed.place().toString());
      if (earlier != null && !isTaken) {
        isTaken = true;
        problems.add(
            Problem.error(
                listed.place(),
                "the instance of "
                    + earlier
                    + " is called \""
                    + instance.name()
                    + "\" too; no units for this one"));
      }
    }
    return isTaken;
  }

  private void services(
      InstanceSettings instance,
      Parameters parameters,
      List<Entry> entries,
      Consumer<Generated> into,
      Consumer<RefusedEntry> refused) {
    Endpoints endpoints =
        new Endpoints(Interfaces.of(parameters, machine), services, instance.queueDirectory());
    ServicePlanner planner = new ServicePlanner(instance, parameters, endpoints, machine, problems);
    Set<String> hidden = hidden(entries);
    for (Entry entry : entries) {
      boolean hasHiddenTwin = !entry.hidden() && hidden.contains(identity(entry));
      planner
          .plan(entry, hasHiddenTwin)
          .ifPresentOrElse(
              service -> add(service, into),
              () -> refused.accept(new RefusedEntry(entry.service(), Optional.of(entry.type()))));
    }
  }

  /** Names and types of the entries below {@code private/}. */
  private static Set<String> hidden(List<Entry> entries) {
    Set<String> hidden = new TreeSet<>();
    for (Entry entry : entries) {
      if (entry.hidden()) {
        hidden.add(identity(entry));
      }
    }
    return hidden;
  }

  private static String identity(Entry entry) {
    return entry.type().word() + " " + entry.service();
  }

  private void add(Service service, Consumer<Generated> into) {
    String target = service.instance().target();
    String earlier = origins.put(service.unit(), service.entry().place().toString());
    if (earlier != null) {
      problems.add(
          Problem.error(
              service.entry().place(),
              "its unit would be called "
                  + service.unit()
                  + ", as that of "
                  + earlier
                  + " is; ignoring this entry"));
      return;
    }
    into.accept(SocketUnit.of(service));
    into.accept(ServiceUnit.of(service));
    into.accept(Generated.Link.wants(target, service.socketUnit()));
    if (service.startsWithInstance()) {
      into.accept(Generated.Link.wants(target, service.serviceUnit()));
    }
  }
}
