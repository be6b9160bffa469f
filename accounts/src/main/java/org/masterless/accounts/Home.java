package org.masterless.accounts;

import org.masterless.system.Errno;
import org.masterless.system.Processes;

/** The user's home as working directory: entered with the user's own rights, so after becoming. */
public final class Home {
  private static final String NONE = "/";

  private Home() {}

  /**
   * Goes to the user's home, or to the root folder where that can't be done.
   *
   * @return empty, or why the process is not in the user's home; that is no matter of privileges,
   *     and mail may still have somewhere to go
   */
  public static String enter(Processes processes, User user) {
    String failed = tryHome(processes, user);
    if (failed.isEmpty()) {
      return "";
    }
    int answer = processes.chdir(NONE);
    return answer < 0 ? failed + "; nor can \"/\": " + Errno.message(answer) : failed;
  }

  private static String tryHome(Processes processes, User user) {
    if (user.home().isEmpty()) {
      return "user " + user.name() + " has no home";
    }
    if (!user.home().startsWith("/")) {
      return "home " + user.home() + " is not an absolute path";
    }
    int answer = processes.chdir(user.home());
    return answer < 0 ? "cannot enter " + user.home() + ": " + Errno.message(answer) : "";
  }
}
