package org.masterless.accounts;

import java.util.List;

/** The environment for programs that run as a user: nothing of the service's own is in it. */
public final class UserEnvironment {
  private UserEnvironment() {}

  /** Each {@code NAME=value}; a login shell is not asked for, as many mail users have none. */
  public static List<String> of(User user) {
    return List.of(
        "PATH=/usr/local/bin:/usr/bin:/bin",
        "HOME=" + (user.home().isEmpty() ? "/" : user.home()),
        "USER=" + user.name(),
        "LOGNAME=" + user.name(),
        "SHELL=/bin/sh",
        "LANG=C");
  }
}
