package org.masterless.generator.translate;

import java.util.ArrayList;
import java.util.List;

/** Names of capabilities(7), as admins write them and as systemd does. */
final class Capabilities {
  private static final String KNOWN =
      " audit_control audit_read audit_write block_suspend bpf checkpoint_restore chown dac_override"
          + " dac_read_search fowner fsetid ipc_lock ipc_owner kill lease linux_immutable mac_admin"
          + " mac_override mknod net_admin net_bind_service net_broadcast net_raw perfmon setfcap"
          + " setgid setpcap setuid sys_admin sys_boot sys_chroot sys_module sys_nice sys_pacct"
          + " sys_ptrace sys_rawio sys_resource sys_time sys_tty_config syslog wake_alarm ";

  private static final String PREFIX = "CAP_";

  private Capabilities() {}

  static boolean isKnown(String name) {
    return KNOWN.contains(" " + name + " ");
  }

  /** As systemd wants those of a list that is good. */
  static List<String> of(String list) {
    List<String> names = new ArrayList<>();
    for (String name : Words.of(list, ", \t")) {
      names.add(PREFIX + upper(name));
    }
    return names;
  }

  /** Users whom a program becomes may give their files to any of their groups, but to nobody. */
  private static final String OF_USERS = "@setuid setgroups capset fchown";

  /**
   * The system calls without which these capabilities are of no use, for a filter that has none of
   * the privileged ones; those that nobody should have belong into a drop-in.
   */
  static String calls(List<String> capabilities) {
    List<String> calls = new ArrayList<>();
    for (String capability : capabilities) {
      String some = calls(capability);
      if (!some.isEmpty() && !calls.contains(some)) {
        calls.add(some);
      }
    }
    return String.join(" ", calls);
  }

  private static String calls(String capability) {
    return switch (capability) {
      case "CAP_SETUID", "CAP_SETGID" -> OF_USERS;
      case "CAP_CHOWN" -> "@chown";
      case "CAP_SYS_CHROOT" -> "chroot";
      case "CAP_SYS_NICE", "CAP_SYS_RESOURCE" -> "@resources";
      default -> "";
    };
  }

  private static String upper(String name) {
    StringBuilder upper = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      upper.append(c >= 'a' && c <= 'z' ? (char) (c - 32) : c);
    }
    return upper.toString();
  }
}
