package org.masterless.maildir;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.masterless.system.Calls;
import org.masterless.system.Clock;
import org.masterless.system.Confinement;
import org.masterless.system.Descriptors;
import org.masterless.system.Files;
import org.masterless.system.Folders;
import org.masterless.system.Identities;
import org.masterless.system.JvmFiles;
import org.masterless.system.JvmFolders;
import org.masterless.system.Processes;
import org.masterless.system.Signals;
import org.masterless.system.Sockets;

/** The JVM's files in the place of the kernel's, where each call on them can be made to fail. */
final class TestKernel {
  /** 2026-11-26 23:00:00 UTC. */
  static final long NOW = 1_795_734_000;

  final List<String> trace = new ArrayList<>();

  /** Gets a call's number and name; what it answers below 0 is the call's answer. */
  BiFunction<Integer, String, Integer> failing = (number, name) -> 0;

  long seconds = NOW;
  private final Path root;

  TestKernel(Path root) {
    this.root = root;
  }

  Calls calls() {
    JvmFiles files = JvmFiles.below(root);
    JvmFolders folders = new JvmFolders(files);
    return new Calls(
        with(Files.class, (proxy, method, arguments) -> call(files, method, arguments)),
        with(Folders.class, (proxy, method, arguments) -> call(folders, method, arguments)),
        with(Descriptors.class, TestKernel::nothing),
        with(Sockets.class, TestKernel::nothing),
        with(Processes.class, (proxy, method, arguments) -> 4711),
        with(Signals.class, TestKernel::nothing),
        with(Identities.class, TestKernel::nothing),
        with(Confinement.class, TestKernel::nothing),
        with(Clock.class, (proxy, method, arguments) -> seconds * 1_000_000 + 123_456));
  }

  private Object call(Object target, Method method, Object[] arguments) throws Throwable {
    int forced = failing.apply(trace.size(), method.getName());
    trace.add(method.getName());
    try {
      return forced < 0 ? forced : method.invoke(target, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getTargetException();
    }
  }

  private static Object nothing(Object proxy, Method method, Object[] arguments) {
    throw new AssertionError("not expected: " + method);
  }

  private static <T> T with(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
