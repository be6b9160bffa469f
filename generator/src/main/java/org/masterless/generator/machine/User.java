package org.masterless.generator.machine;

import java.util.List;

/**
 * A user, as permission checks see one.
 *
 * @param groups supplementary ones, by id
 */
public record User(String name, int uid, int gid, List<Integer> groups) {
  /** Stands for a user that {@code /etc/passwd} doesn't know: what all may do, it may. */
  static User unknown(String name) {
    return new User(name, -1, -1, List.of());
  }

  boolean isIn(int group) {
    return group == gid || groups.contains(group);
  }
}
