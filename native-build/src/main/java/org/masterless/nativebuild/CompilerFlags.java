package org.masterless.nativebuild;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The options that gcc gets: ours for hardening, the flavour's, those that a package build sets in
 * CPPFLAGS, CFLAGS and LDFLAGS, and last those that no one may turn off because generated code is
 * wrong without them.
 */
record CompilerFlags(Map<String, String> environment) {
  private static final List<String> HARDENING =
      List.of(
          "-w",
          "-D_GNU_SOURCE",
          "-U_FORTIFY_SOURCE",
          "-fPIE",
          "-pie",
          "-fstack-protector-strong",
          "-fstack-clash-protection",
          "-Wl,-z,relro,-z,now",
          "-Wl,-z,noexecstack",
          "-Wl,--build-id=sha1");

  /**
   * Java's overflow wraps, and its objects are read through pointers of many types; an array of
   * ints stands for each struct of C, which is an error to gcc 14 and newer.
   */
  private static final List<String> NEEDED =
      List.of("-fwrapv", "-fno-strict-aliasing", "-Wno-incompatible-pointer-types");

  /** The compiler, with options where CC has some. */
  List<String> compiler() {
    List<String> cc = words("CC");
    return cc.isEmpty() ? List.of("gcc") : cc;
  }

  /**
   * All options.
   *
   * @param machine what {@code gcc -dumpmachine} says, such as {@code x86_64-linux-gnu}
   */
  List<String> options(Flavour flavour, String machine) {
    List<String> options = new ArrayList<>(HARDENING);
    options.addAll(controlFlow(machine));
    options.addAll(options(flavour));
    for (String variable : List.of("CPPFLAGS", "CFLAGS", "LDFLAGS")) {
      options.addAll(words(variable));
    }
    options.addAll(NEEDED);
    return options;
  }

  private static List<String> options(Flavour flavour) {
    return switch (flavour) {
      case RELEASE -> List.of("-O2", "-D_FORTIFY_SOURCE=2", "-s");
      case DEBUG -> List.of("-Og", "-g", "-fno-omit-frame-pointer", "-D_FORTIFY_SOURCE=2");
      case SANITIZE ->
          List.of(
              "-O1",
              "-g",
              "-fno-omit-frame-pointer",
              "-fsanitize=address,undefined",
              "-fno-sanitize-recover=all",
              "-include",
              Headers.SANITIZER_OPTIONS);
    };
  }

  private List<String> words(String variable) {
    return Arrays.stream(environment.getOrDefault(variable, "").trim().split("\\s+", -1))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static List<String> controlFlow(String machine) {
    if (machine.startsWith("x86_64") || machine.startsWith("i686")) {
      return List.of("-fcf-protection");
    }
    return machine.startsWith("aarch64") ? List.of("-mbranch-protection=standard") : List.of();
  }
}
