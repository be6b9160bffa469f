package org.masterless.lmtpdeliver;

import java.lang.reflect.Proxy;

/** Parts of a kernel that fail the test when they are called. */
final class Unexpected {
  private Unexpected() {}

  static <T> T of(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              throw new AssertionError("not expected: " + method);
            }));
  }
}
