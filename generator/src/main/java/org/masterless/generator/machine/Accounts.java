package org.masterless.generator.machine;

import java.util.ArrayList;
import java.util.List;
import org.masterless.system.Numbers;
import org.masterless.system.Pieces;

/**
 * Users and groups as {@code /etc/passwd} and {@code /etc/group} have them: a generator runs before
 * any other source of names is there.
 */
final class Accounts {
  private final Table passwd;
  private final Table group;
  private final Answers<User> users = new Answers<>(this::find);
  private final Answers<Boolean> groups = new Answers<>(this::findGroup);

  Accounts(Table passwd, Table group) {
    this.passwd = passwd;
    this.group = group;
  }

  User user(String name) {
    return users.to(name);
  }

  boolean hasGroup(String name) {
    return groups.to(name);
  }

  boolean lacksUser(String name) {
    return user(name).uid() < 0 && !passwd.isEmpty();
  }

  boolean lacksGroup(String name) {
    return !hasGroup(name) && !group.isEmpty();
  }

  private User find(String name) {
    List<String> fields = Pieces.of(rowOf(name, passwd), ':');
    int uid = number(fields, 2);
    int gid = number(fields, 3);
    return uid < 0 || gid < 0 ? User.unknown(name) : new User(name, uid, gid, groupsOf(name));
  }

  private boolean findGroup(String name) {
    return !rowOf(name, group).isEmpty();
  }

  /** The first that there is, or nothing. */
  private static String rowOf(String name, Table table) {
    return table.first(row -> row.startsWith(name + ":")).orElse("");
  }

  /** The group's name, or its number where it has none. */
  String groupName(int gid) {
    return group
        .first(row -> number(Pieces.of(row, ':'), 2) == gid)
        .map(row -> Pieces.of(row, ':').get(0))
        .orElse(Integer.toString(gid));
  }

  private List<Integer> groupsOf(String user) {
    List<Integer> gids = new ArrayList<>();
    group.first(
        row -> {
          List<String> fields = Pieces.of(row, ':');
          if (fields.size() > 3 && Pieces.of(fields.get(3), ',').contains(user)) {
            gids.add(number(fields, 2));
          }
          return false;
        });
    return List.copyOf(gids);
  }

  private static int number(List<String> fields, int index) {
    return index < fields.size()
        ? Numbers.parse(fields.get(index), Integer.MAX_VALUE)
        : Numbers.NONE;
  }
}
