package org.masterless.generator.applied;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.masterless.system.Calls;
import org.masterless.system.ChildExit;
import org.masterless.system.Clock;
import org.masterless.system.Confinement;
import org.masterless.system.Descriptors;
import org.masterless.system.Errno;
import org.masterless.system.Files;
import org.masterless.system.Folders;
import org.masterless.system.Identities;
import org.masterless.system.Launch;
import org.masterless.system.Processes;
import org.masterless.system.Signals;
import org.masterless.system.Sockets;

/** A systemd that notes what systemctl(1) is asked for, and answers as a test wants. */
final class SimulatedSystemd {
  private static final int PIPE = 1000;
  private static final int PID = 77;

  /** Each command, without "systemctl" and "--". */
  final List<String> asked = new ArrayList<>();

  /** Signals to the stand-in. */
  final List<Integer> signals = new ArrayList<>();

  private final Map<String, String> answers = new HashMap<>();
  private final Set<String> failing = new HashSet<>();
  private final Files files;
  private byte[] output = {};
  private int status;
  private boolean runs;

  SimulatedSystemd(Files files) {
    this.files = files;
  }

  /** What a command says on standard output. */
  void answers(String command, String text) {
    answers.put(command, text);
  }

  /** A command that fails from now on. */
  void fails(String command) {
    failing.add(command);
  }

  void mends() {
    failing.clear();
  }

  Calls calls() {
    return new Calls(
        with(Files.class, this::file),
        with(Folders.class, this::nothing),
        with(Descriptors.class, this::descriptor),
        with(Sockets.class, this::nothing),
        with(Processes.class, this::process),
        with(Signals.class, this::nothing),
        with(Identities.class, this::nothing),
        with(Confinement.class, this::nothing),
        with(Clock.class, this::nothing));
  }

  private static <T> T with(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private Object nothing(Object proxy, java.lang.reflect.Method method, Object... arguments) {
    throw new AssertionError("not expected: " + method);
  }

  private Object descriptor(Object proxy, java.lang.reflect.Method method, Object... arguments) {
    switch (method.getName()) {
      case "pipe" -> {
        ((int[]) arguments[0])[0] = PIPE;
        ((int[]) arguments[0])[1] = PIPE + 1;
        return 0;
      }
      case "duplicate" -> {
        return PIPE + 2;
      }
      default -> {
        return 0;
      }
    }
  }

  private Object file(Object proxy, java.lang.reflect.Method method, Object... arguments)
      throws ReflectiveOperationException {
    boolean isPipe = arguments[0] instanceof Integer descriptor && descriptor >= PIPE;
    if (method.getName().equals("open") && arguments[0].equals("/dev/null")) {
      return PIPE + 3;
    }
    if (!isPipe) {
      return method.invoke(files, arguments);
    }
    return method.getName().equals("read") ? read((byte[]) arguments[1]) : 0;
  }

  private int read(byte[] into) {
    int count = Math.min(output.length, into.length);
    System.arraycopy(output, 0, into, 0, count);
    output = new byte[0];
    return count;
  }

  private Object process(Object proxy, java.lang.reflect.Method method, Object... arguments) {
    return switch (method.getName()) {
      case "spawn" -> spawn((Launch) arguments[0]);
      case "reap" -> reap((ChildExit) arguments[0]);
      case "signal" -> {
        signals.add((Integer) arguments[1]);
        yield 0;
      }
      default -> throw new AssertionError("not expected: " + method);
    };
  }

  private int spawn(Launch launch) {
    List<String> words = new ArrayList<>(launch.arguments());
    words.remove(0);
    words.remove("--");
    String command = String.join(" ", words);
    output = answers.getOrDefault(command, "").getBytes(StandardCharsets.ISO_8859_1);
    status = failing.contains(command) ? 1 : 0;
    boolean isQuestion =
        answers.containsKey(command)
            || command.startsWith("list-jobs")
            || command.startsWith("is-system-running")
            || command.startsWith("--quiet");
    if (!isQuestion) {
      asked.add(command);
    }
    runs = true;
    return PID;
  }

  private int reap(ChildExit into) {
    into.setExited(status);
    int pid = runs ? PID : -Errno.ECHILD;
    runs = false;
    return pid;
  }
}
