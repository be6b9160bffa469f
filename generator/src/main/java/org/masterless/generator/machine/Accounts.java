package org.masterless.generator.machine;

import java.util.ArrayList;
import java.util.List;
import org.masterless.system.Numbers;

/**
 * Users and groups as {@code /etc/passwd} and {@code /etc/group} have them: a generator runs before
 * any other source of names is there.
 */
final class Accounts {
  private final List<String> passwd;
  private final List<String> group;

  Accounts(String passwd, String group) {
    this.passwd = Lines.split(passwd, '\n');
    this.group = Lines.split(group, '\n');
  }

  User user(String name) {
    for (String line : passwd) {
      if (line.startsWith(name + ":")) {
        List<String> fields = Lines.split(line, ':');
        int uid = number(fields, 2);
        int gid = number(fields, 3);
        return uid < 0 || gid < 0 ? User.unknown(name) : new User(name, uid, gid, groupsOf(name));
      }
    }
    return User.unknown(name);
  }

  boolean hasGroup(String name) {
    for (String line : group) {
      if (line.startsWith(name + ":")) {
        return true;
      }
    }
    return false;
  }

  /** The group's name, or its number where it has none. */
  String groupName(int gid) {
    for (String line : group) {
      List<String> fields = Lines.split(line, ':');
      if (number(fields, 2) == gid) {
        return fields.get(0);
      }
    }
    return Integer.toString(gid);
  }

  private List<Integer> groupsOf(String user) {
    List<Integer> groups = new ArrayList<>();
    for (String line : group) {
      List<String> fields = Lines.split(line, ':');
      if (fields.size() > 3 && Lines.split(fields.get(3), ',').contains(user)) {
        groups.add(number(fields, 2));
      }
    }
    return List.copyOf(groups);
  }

  private static int number(List<String> fields, int index) {
    return index < fields.size()
        ? Numbers.parse(fields.get(index), Integer.MAX_VALUE)
        : Numbers.NONE;
  }
}
