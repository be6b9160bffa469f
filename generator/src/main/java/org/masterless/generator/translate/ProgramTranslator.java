package org.masterless.generator.translate;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.masterless.generator.read.MasterCf;
import org.masterless.generator.read.Place;
import org.masterless.generator.read.Problem;
import org.masterless.generator.read.Problems;
import org.masterless.generator.read.RefusedEntry;

/** Makes the units of services.cf. Each entry stands for itself: what is wrong costs it alone. */
final class ProgramTranslator {
  private final ProgramPlanner planner;
  private final Origins origins;
  private boolean isFirst = true;
  private boolean isFull;

  ProgramTranslator(ProgramPlanner planner, Origins origins) {
    this.planner = planner;
    this.origins = origins;
  }

  void translate(
      MasterCf servicesCf,
      Predicate<Generated> into,
      Consumer<RefusedEntry> refused,
      Problems problems) {
    servicesCf.forEach(
        entry -> {
          if (!isFull) {
            planner
                .plan(entry)
                .ifPresentOrElse(
                    service -> add(service, into, problems),
                    () ->
                        refused.accept(
                            new RefusedEntry(entry.service(), Optional.of(entry.type()))));
          }
        },
        refused);
  }

  private void add(ProgramService service, Predicate<Generated> into, Problems problems) {
    Place place = service.entry().place();
    if (isFirst) {
      start(place, into, problems);
    }
    if (!isFull && !origins.hasRoomFor(service.unit())) {
      isFull = true;
      problems.add(Problem.error(place, "too many entries; ignoring this one and all after it"));
    }
    isFull = isFull || !put(service, into);
  }

  /** What all of them are in; nothing at all where it is a Postfix instance's. */
  private void start(Place place, Predicate<Generated> into, Problems problems) {
    isFirst = false;
    Optional<Place> earlier = origins.claim(ProgramService.slice(), place);
    if (earlier.isPresent()) {
      isFull = true;
      problems.add(
          Problem.error(
              place,
              "the instance of "
                  + earlier.get()
                  + " is called \""
                  + ProgramService.INSTANCE
                  + "\"; no units for any of this file"));
    } else {
      isFull = !into.test(slice(place)) || !into.test(target(place));
    }
  }

  private static Generated slice(Place place) {
    return new Generated.Unit(ProgramService.slice(), head(place, "Services").text());
  }

  private static Generated target(Place place) {
    String text =
        head(place, "Sockets")
            .lines(
                """
                DefaultDependencies=no
                Conflicts=shutdown.target
                Before=shutdown.target
                """)
            .text();
    return new Generated.Unit(ProgramService.TARGET, text);
  }

  private static UnitText head(Place place, String what) {
    return new UnitText()
        .comment(place.file())
        .section("Unit")
        .set("Description", what + " of " + place.file())
        .set("Documentation", ProgramServiceUnit.DOCUMENTATION)
        .set("SourcePath", place.file());
  }

  /** Answers whether all was taken: a socket without its service would be one that is deaf. */
  private static boolean put(ProgramService service, Predicate<Generated> into) {
    return into.test(ProgramServiceUnit.of(service))
        && into.test(ProgramSocketUnit.of(service))
        && into.test(Generated.Link.wants(ProgramService.TARGET, service.socketUnit()));
  }
}
