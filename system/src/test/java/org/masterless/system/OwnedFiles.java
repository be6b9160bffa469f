package org.masterless.system;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Files with owners and modes of a table: what a checkout can't carry. All others belong to root
 * and can be read by all.
 */
public final class OwnedFiles {
  private static final int TYPE = 0170000;

  private record Owner(int permissions, int uid, int gid) {}

  private final Files files;
  private final String root;
  private final Map<String, Owner> owners = new HashMap<>();

  private OwnedFiles(Files files, String root) {
    this.files = files;
    this.root = root;
  }

  /**
   * These files, with their owners.
   *
   * @param root below which the paths of the table are
   * @param table lines of {@code MODE UID GID PATH}
   */
  public static Files of(Files files, String root, List<String> table) {
    OwnedFiles owned = new OwnedFiles(files, root);
    for (String line : table) {
      String[] words = line.split(" ", 4);
      owned.owners.put(
          root + words[3],
          new Owner(
              Integer.parseInt(words[0], 8),
              Integer.parseInt(words[1]),
              Integer.parseInt(words[2])));
    }
    return (Files)
        Proxy.newProxyInstance(
            Files.class.getClassLoader(), new Class<?>[] {Files.class}, owned::call);
  }

  private Object call(Object proxy, Method method, Object[] arguments) throws Throwable {
    Object answer;
    try {
      answer = method.invoke(files, arguments);
    } catch (InvocationTargetException thrown) {
      throw thrown.getTargetException();
    }
    if (method.getName().equals("status")
        && arguments[0] instanceof String path
        && arguments[1] instanceof FileStatus status
        && path.startsWith(root)) {
      own(path, status);
    }
    return answer;
  }

  private void own(String path, FileStatus status) {
    Owner owner = owners.getOrDefault(path, new Owner(status.isDirectory() ? 0755 : 0644, 0, 0));
    status.mode = (status.mode & TYPE) | owner.permissions();
    status.uid = owner.uid();
    status.gid = owner.gid();
  }
}
