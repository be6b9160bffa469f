package org.masterless.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import org.masterless.supervisor.RecordedActions.Start;
import org.masterless.system.ChildExit;

/**
 * One service from event to event, by the rules of master(8), for the tests of those rules. Times
 * are milliseconds; {@code now} starts at 0.
 */
abstract class SupervisedService {
  static final long SECOND = 1000;

  final RecordedActions world = new RecordedActions();
  Supervision service = new Supervision(SettingsBuilder.service().limit(3).build(), world);
  long now;

  final void supervise(Settings settings) {
    service = new Supervision(settings, world);
    service.start(now);
    service.tick(now);
  }

  /** A client comes and is served by a new process, which becomes busy with it. */
  final Start clientIsServed() {
    Start start = clientComes();
    report(start, false);
    return start;
  }

  final Start clientComes() {
    int before = world.starts.size();
    service.clientWaits(now);
    assertThat(world.starts).as("processes started").hasSize(before + 1);
    return world.last();
  }

  final void report(Start process, boolean idle) {
    service.reported(process.pid(), process.generation(), idle, now);
  }

  final void exits(Start process, int status) {
    ChildExit exit = new ChildExit();
    exit.setExited(status);
    service.changed(process.pid(), exit, now);
  }

  final void dies(Start process, int signal) {
    ChildExit exit = new ChildExit();
    exit.setKilled(signal);
    service.changed(process.pid(), exit, now);
  }

  final void timePasses(long milliseconds) {
    now += milliseconds;
    service.tick(now);
  }
}
