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
    int answer = user.home().isEmpty() ? -Errno.ENOENT : processes.chdir(user.home());
    if (answer >= 0) {
      return "";
    }
    int fallback = processes.chdir(NONE);
    String place = fallback < 0 ? "; nor can \"/\": " + Errno.message(fallback) : "";
    return user.home().isEmpty()
        ? "user " + user.name() + " has no home" + place
        : "cannot enter " + user.home() + ": " + Errno.message(answer) + place;
  }
}
