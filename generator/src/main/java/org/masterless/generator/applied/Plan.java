package org.masterless.generator.applied;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is to be done so that the units in force become those that were made anew, with no
 * connection refused on a port that stays.
 */
final class Plan {
  /** Where texts of units are looked up, by their paths; empty for what isn't there. */
  interface Texts {
    String of(String path);
  }

  /** Files to be put in the place of those in force. */
  final List<String> replaced = new ArrayList<>();

  /** Files that go, when all that uses them has stopped. */
  final List<String> removed = new ArrayList<>();

  /** Files that stay because their entry has become wrong. */
  final List<String> kept = new ArrayList<>();

  /** Units to be stopped before systemd hears of any change: their files go or move. */
  final Set<String> stoppedBefore = new LinkedHashSet<>();

  /**
   * Units of internet services whose addresses are others now, to be stopped right before the new
   * ones start.
   */
  final Set<String> moved = new LinkedHashSet<>();

  final Set<String> started = new LinkedHashSet<>();

  /**
   * Units to be stopped when all others have started: another entry may have the same port now, and
   * both can have it for a moment (SO_REUSEPORT).
   */
  final Set<String> stoppedAfter = new LinkedHashSet<>();

  /** Services that are to run another way, if they do. */
  final Set<String> restarted = new LinkedHashSet<>();

  private final Set<String> before;
  private final Set<String> wanted = new TreeSet<>();
  private final Set<String> wantedBefore = new TreeSet<>();
  private final Texts old;
  private final Texts now;

  private Plan(Collection<String> before, Texts old, Texts now) {
    this.before = new TreeSet<>(before);
    this.old = old;
    this.now = now;
  }

  /**
   * Compares what is in force with what was made anew.
   *
   * @param before paths in force
   * @param after paths that were made anew
   * @param keptUnits names, without suffix, of units whose entry has become wrong
   */
  static Plan of(
      List<String> before, List<String> after, Set<String> keptUnits, Texts old, Texts now) {
    Plan plan = new Plan(before, old, now);
    Set<String> staying = new TreeSet<>(after);
    for (String path : before) {
      if (UnitPath.isWish(path)) {
        plan.wantedBefore.add(UnitPath.name(path));
      }
      if (!staying.contains(path)) {
        plan.goes(path, keptUnits.contains(UnitPath.unit(path)));
      }
    }
    for (String path : after) {
      plan.comes(path);
    }
    for (String path : after) {
      if (UnitPath.isService(path)) {
        plan.serves(path);
      }
    }
    return plan;
  }

  boolean isEmpty() {
    return replaced.isEmpty() && removed.isEmpty();
  }

  private void goes(String path, boolean stays) {
    if (stays) {
      kept.add(path);
      return;
    }
    removed.add(path);
    if (UnitPath.isUnit(path)) {
      (UnitPath.isInet(path) && canShare(path) ? stoppedAfter : stoppedBefore).add(path);
    }
  }

  /** Whether another socket can be bound to its port while it is open. */
  private boolean canShare(String path) {
    return old.of(UnitPath.unit(path) + UnitPath.SOCKET).contains("\nReusePort=yes\n");
  }

  private void comes(String path) {
    if (UnitPath.isWish(path)) {
      wanted.add(UnitPath.name(path));
    }
    String text = now.of(path);
    String oldText = old.of(path);
    if (text.equals(oldText)) {
      return;
    }
    replaced.add(path);
    boolean isStarted = UnitPath.isSocket(path) || UnitPath.isTarget(path);
    if (isStarted && !before.contains(path)) {
      started.add(path);
    } else if (UnitPath.isSocket(path) && !UnitSection.isSameSocket(oldText, text)) {
      moves(path);
    }
  }

  private void moves(String socket) {
    Set<String> stopped = UnitPath.isInet(socket) ? moved : stoppedBefore;
    stopped.add(socket);
    if (before.contains(UnitPath.serviceOf(socket))) {
      stopped.add(UnitPath.serviceOf(socket));
    }
    started.add(socket);
  }

  /** Called when all sockets and wishes are known. */
  private void serves(String service) {
    boolean isStopped =
        !before.contains(service) || stoppedBefore.contains(service) || moved.contains(service);
    boolean isWanted = wanted.contains(service);
    if (isWanted && (isStopped || !wantedBefore.contains(service))) {
      started.add(service);
    }
    if (!isStopped && !UnitSection.isSameService(old.of(service), now.of(service))) {
      restarted.add(service);
    }
  }
}
