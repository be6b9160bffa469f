package org.masterless.accounts;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.Function;
import org.masterless.system.Calls;
import org.masterless.system.Clock;
import org.masterless.system.Confinement;
import org.masterless.system.Descriptors;
import org.masterless.system.Files;
import org.masterless.system.Identities;
import org.masterless.system.NoConfinement;
import org.masterless.system.NoFolders;
import org.masterless.system.Processes;
import org.masterless.system.Signals;
import org.masterless.system.Sockets;

/** Parts of a kernel that answer what a test says, and fail it when anything else is called. */
final class StandIn {
  private StandIn() {}

  static <T> T of(Class<T> type, Map<String, Function<Object[], Object>> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Function<Object[], Object> answer =
                  answers.getOrDefault(
                      method.getName(),
                      unused -> {
                        throw new AssertionError("called " + method.getName());
                      });
              return answer.apply(arguments == null ? new Object[0] : arguments);
            }));
  }

  static Calls calls(
      Files files, Sockets sockets, Descriptors descriptors, Identities identities, Clock clock) {
    return new Calls(
        files,
        new NoFolders(),
        descriptors,
        sockets,
        of(Processes.class, Map.of()),
        of(Signals.class, Map.of()),
        identities,
        new NoConfinement(),
        clock);
  }

  static Calls calls(Files files, Identities identities) {
    return calls(
        files,
        of(Sockets.class, Map.of()),
        of(Descriptors.class, Map.of()),
        identities,
        of(Clock.class, Map.of()));
  }

  static Calls calls(Identities identities, Confinement confinement, Processes processes) {
    return new Calls(
        of(Files.class, Map.of()),
        new NoFolders(),
        of(Descriptors.class, Map.of()),
        of(Sockets.class, Map.of()),
        processes,
        of(Signals.class, Map.of()),
        identities,
        confinement,
        of(Clock.class, Map.of()));
  }
}
