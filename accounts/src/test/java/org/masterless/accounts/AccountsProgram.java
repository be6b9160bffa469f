package org.masterless.accounts;

import java.util.ArrayList;
import java.util.List;
import org.masterless.system.Arguments;
import org.masterless.system.Calls;
import org.masterless.system.FileContent;
import org.masterless.system.Kernel;
import org.masterless.system.Numbers;
import org.masterless.system.Output;
import org.masterless.system.SystemCallFilter;

/**
 * This module as a native program, for tests that need a kernel.
 *
 * <ul>
 *   <li>{@code become UID GID GROUP,GROUP…}: becomes that user and says who it is then
 *   <li>{@code keeping …}: the same, keeping set-gid programs
 *   <li>{@code broken CALL ERRNO UID GID GROUP,…}: the same, when CALL fails, or pretends to work
 *       where ERRNO is 0
 *   <li>{@code passwd NAME}, {@code file PATH NAME}, {@code userdb PATH NAME}: looks a user up;
 *       behind NAME may be defaults, {@code UID GID HOME}
 *   <li>{@code time-become …}, {@code time-file PATH NAME}: how long that takes, in microseconds
 * </ul>
 */
public final class AccountsProgram {
  private static final int MOST = 1 << 20;
  private static final int TIMEOUT = 2000;
  private static final int ROUNDS = 100;
  private static final Calls CALLS = Kernel.calls();

  private AccountsProgram() {}

  public static void main(String[] unused) {
    List<String> words = new ArrayList<>(Arguments.ofProgram());
    while (words.size() < 6) {
      words.add("");
    }
    BecomeOptions options = BecomeOptions.of(UidRange.DEFAULT);
    switch (words.get(0)) {
      case "become" -> become(user(words, 1), options);
      case "keeping" -> become(user(words, 1), options.keepingSetGid());
      case "broken" -> broken(words, options);
      case "passwd" -> say(new PasswdSource(CALLS.files(), CALLS.identities()).find(words.get(1)));
      case "file" -> say(file(words.get(1), defaults(words)).find(words.get(2)));
      case "userdb" -> say(userdb(words.get(1), defaults(words)).find(words.get(2)));
      case "time-become" -> timeBecoming(user(words, 1), options);
      case "time-file" -> timeFile(words.get(1), words.get(2));
      default -> print("unknown word " + words.get(0));
    }
    CALLS.processes().exit(0);
  }

  private static UserDefaults defaults(List<String> words) {
    return new UserDefaults(number(words.get(3)), number(words.get(4)), words.get(5));
  }

  private static PasswdFileSource file(String path, UserDefaults defaults) {
    return new PasswdFileSource(CALLS, path, defaults);
  }

  private static DovecotUserdbSource userdb(String path, UserDefaults defaults) {
    return new DovecotUserdbSource(CALLS, path, "lmtp", TIMEOUT, defaults);
  }

  private static User user(List<String> words, int first) {
    List<Integer> groups = new ArrayList<>();
    String list = words.get(first + 2);
    int start = 0;
    while (start < list.length()) {
      int comma = list.indexOf(',', start);
      int end = comma < 0 ? list.length() : comma;
      groups.add(number(list.substring(start, end)));
      start = end + 1;
    }
    return new User(
        "tester",
        number(words.get(first)),
        number(words.get(first + 1)),
        groups,
        "/nonexistent",
        "",
        Quota.NONE);
  }

  private static int number(String text) {
    return Numbers.parse(text, Integer.MAX_VALUE);
  }

  private static void become(User user, BecomeOptions options) {
    String failed = BecomeUser.become(CALLS, user, options);
    if (!failed.isEmpty()) {
      print("refused: " + failed);
      CALLS.processes().exit(1);
    }
    print("became");
    print("home: " + Home.enter(CALLS.processes(), user));
    print("hidden: " + CALLS.confinement().isMemoryHidden());
    print("umask: " + CALLS.processes().umask(0));
    print(FileContent.read(CALLS.files(), "/proc/self/status", MOST).text());
  }

  private static void broken(List<String> words, BecomeOptions options) {
    int answer =
        CALLS.confinement().filterSystemCalls(breaking(words.get(1), number(words.get(2))));
    if (answer < 0) {
      print("no filter: " + answer);
      CALLS.processes().exit(2);
    }
    become(user(words, 3), options);
  }

  private static SystemCallFilter breaking(String call, int errno) {
    SystemCallFilter filter = SystemCallNumbers.newFilter(CALLS.confinement().machine());
    boolean isArm = CALLS.confinement().machine().equals("aarch64");
    int number = SystemCallNumbers.of(call, isArm);
    return call.startsWith("prctl")
        ? filter.answerWhere(number, 0, SystemCallNumbers.option(call), errno)
        : filter.answer(number, errno);
  }

  private static void say(Lookup answer) {
    if (answer instanceof Lookup.Found found) {
      print("found " + found.user());
    } else if (answer instanceof Lookup.Failed failed) {
      print("failed " + failed.why());
    } else {
      print("unknown");
    }
  }

  private static void timeBecoming(User user, BecomeOptions options) {
    long before = CALLS.clock().microseconds();
    String failed = BecomeUser.become(CALLS, user, options);
    long after = CALLS.clock().microseconds();
    print(failed.isEmpty() ? Long.toString(after - before) : failed);
  }

  private static void timeFile(String path, String name) {
    PasswdFileSource source = file(path, UserDefaults.NONE);
    source.find(name);
    long before = CALLS.clock().microseconds();
    for (int i = 0; i < ROUNDS; i++) {
      source.find(name);
    }
    print(Long.toString((CALLS.clock().microseconds() - before) / ROUNDS));
  }

  private static void print(String line) {
    Output.write(CALLS.files(), Output.STANDARD_OUTPUT, line + "\n");
  }
}
