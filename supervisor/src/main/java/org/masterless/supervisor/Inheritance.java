package org.masterless.supervisor;

import java.util.ArrayList;
import java.util.List;
import org.masterless.system.Calls;
import org.masterless.system.Descriptors;
import org.masterless.system.Errno;
import org.masterless.system.Files;
import org.masterless.system.ListenDescriptors;

/**
 * The descriptors that every daemon of the service inherits, kept above all numbers that a daemon
 * sees (master_proto.h): 0 to 2 are /dev/null, 3 and 4 the flow pipe, 5 the status channel, the
 * listeners from 6 on.
 */
final class Inheritance {
  private static final int STATUS = 5;
  private static final int FIRST_LISTENER = 6;

  private final Files files;
  private final Descriptors descriptors;
  private final int lowest;
  private final StatusChannel channel;
  private final List<Integer> listeners = new ArrayList<>();
  private int nullDevice = -1;
  private int complaints = -1;
  private int flowReader = -1;
  private int flowWriter = -1;
  private String complaint = "";

  /** For {@code count} listeners, which systemd passed from descriptor 3 on. */
  Inheritance(Calls calls, int count) {
    this.files = calls.files();
    this.descriptors = calls.descriptors();
    this.lowest = FIRST_LISTENER + count;
    this.channel = new StatusChannel(calls, lowest);
  }

  StatusChannel channel() {
    return channel;
  }

  List<Integer> listeners() {
    return listeners;
  }

  /** Where a child that can't be executed says so. */
  int complaints() {
    return complaints;
  }

  /** Takes over what systemd passed and opens the rest; answers what failed, or nothing. */
  String gather(String flow) {
    for (int i = 0; i < lowest - FIRST_LISTENER; i++) {
      listeners.add(moveUp("listener", ListenDescriptors.FIRST + i));
    }
    for (int listener : listeners) {
      checked("listener", descriptors.setNonBlocking(listener, true));
    }
    complaints = checked("standard error", descriptors.duplicate(2, lowest));
    nullDevice = moveUp("/dev/null", files.open("/dev/null", Files.O_RDWR, 0));
    if (flow.isEmpty()) {
      openOwnFlow();
    } else {
      flowReader = moveUp(flow, files.open(flow, Files.O_RDWR | Files.O_NONBLOCK, 0));
      flowWriter = flowReader;
    }
    checked("status channel", channel.open());
    return complaint;
  }

  /** Keeps a descriptor of our own out of the daemons' numbers, too; answers its new number. */
  int keepAside(int descriptor) {
    return descriptor < 0 ? descriptor : moveUp("", descriptor);
  }

  /** In the order of the numbers that they get in the daemon. */
  List<Integer> forDaemon() {
    List<Integer> all = new ArrayList<>();
    all.add(nullDevice);
    all.add(nullDevice);
    all.add(nullDevice);
    all.add(flowReader);
    all.add(flowWriter);
    all.add(STATUS, channel.daemonEnd());
    all.addAll(listeners);
    return all;
  }

  /** Only cleanup and qmgr use the flow pipe; the others just want to find one. */
  private void openOwnFlow() {
    int[] pipe = new int[2];
    checked("flow pipe", descriptors.pipe(pipe));
    flowReader = moveUp("flow pipe", pipe[0]);
    flowWriter = moveUp("flow pipe", pipe[1]);
  }

  private int moveUp(String what, int descriptor) {
    if (checked(what, descriptor) < 0) {
      return descriptor;
    }
    int moved = checked(what, descriptors.duplicate(descriptor, lowest));
    files.close(descriptor);
    return moved;
  }

  private int checked(String what, int answer) {
    if (answer < 0 && complaint.isEmpty()) {
      complaint = what + ": " + Errno.message(answer);
    }
    return answer;
  }
}
