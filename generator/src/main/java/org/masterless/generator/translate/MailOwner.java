package org.masterless.generator.translate;

import org.masterless.generator.machine.Machine;
import org.masterless.generator.machine.User;

/** Tells who can be {@code mail_owner}: of an instance, or by {@code -o} of one entry. */
final class MailOwner {
  private MailOwner() {}

  /** Why nothing can run as {@code name}, or nothing where it can. */
  static String objectionTo(String name, Machine machine) {
    String objection = SystemdText.objectionToUser(name);
    return objection.isEmpty() && isPrivileged(name, machine)
        ? "is privileged: it has the user or group ID of root"
        : objection;
  }

  /** Postfix's own programs all refuse to run then (mail_params.c). */
  private static boolean isPrivileged(String name, Machine machine) {
    User owner = machine.user(name);
    return name.equals("root") || owner.uid() == 0 || owner.gid() == 0;
  }
}
