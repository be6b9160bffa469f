package org.masterless.generator.machine;

import java.util.ArrayList;
import java.util.List;
import org.masterless.system.FileContent;
import org.masterless.system.FileStatus;
import org.masterless.system.Files;

/**
 * The machine that units are made for, as far as files tell: all are read below one root, and
 * nobody is asked, as nobody runs yet when generators do.
 */
public final class Machine {
  private static final int LARGEST_TABLE = 1 << 20;
  private static final String LOOPBACK_IPV6 = "00000000000000000000000000000001";

  private final Files files;
  private final String root;
  private final Accounts accounts;
  private final Table hostTable;
  private final Answers<List<String>> hosts = new Answers<>(this::findHost);
  private final Answers<List<String>> ways = new Answers<>(this::findWay);
  private final Answers<Access> accesses = new Answers<>(this::findAccess);

  /** {@code root} is empty for the running machine. */
  public Machine(Files files, String root) {
    this.files = files;
    this.root = root;
    this.accounts =
        new Accounts(new Table(files, root + "/etc/passwd"), new Table(files, root + "/etc/group"));
    this.hostTable = new Table(files, root + "/etc/hosts");
  }

  public User user(String name) {
    return accounts.user(name);
  }

  public boolean hasGroup(String name) {
    return accounts.hasGroup(name);
  }

  /** Whether a table of users that can be read has no such name. */
  public boolean lacksUser(String name) {
    return accounts.lacksUser(name);
  }

  public boolean lacksGroup(String name) {
    return accounts.lacksGroup(name);
  }

  public String groupName(int gid) {
    return accounts.groupName(gid);
  }

  public Access reading(String path, User user) {
    return accesses.to(user.name() + ":" + path);
  }

  private Access findAccess(String userAndPath) {
    int colon = userAndPath.indexOf(':');
    User user = user(userAndPath.substring(0, colon));
    return new AccessCheck(files, root, user).reading(steps(userAndPath.substring(colon + 1)));
  }

  /** Where the links of a path lead to; the path itself where there is nothing. */
  public String target(String path) {
    List<String> steps = steps(path);
    return steps.isEmpty() ? path : steps.get(steps.size() - 1);
  }

  private List<String> steps(String path) {
    return ways.to(path);
  }

  private List<String> findWay(String path) {
    return PathSteps.of(files, root, path);
  }

  public boolean hasFolder(String path) {
    FileStatus status = new FileStatus();
    return files.status(root + path, status) == 0 && status.isDirectory();
  }

  public boolean hasFile(String path) {
    return files.status(root + path, new FileStatus()) == 0;
  }

  /** Who owns a file, by uid; -1 where there is none. */
  public int ownerOf(String path) {
    FileStatus status = new FileStatus();
    return files.status(root + path, status) == 0 ? status.uid() : -1;
  }

  /** Addresses that {@code /etc/hosts} has for a name, in its order. */
  public List<String> addressesOf(String name) {
    return hosts.to(name);
  }

  private List<String> findHost(String name) {
    List<String> addresses = new ArrayList<>();
    hostTable.first(
        row -> {
          List<String> words = Lines.words(row);
          if (words.size() > 1 && containsName(words.subList(1, words.size()), name)) {
            addresses.add(words.get(0));
          }
          return false;
        });
    return addresses;
  }

  /** What the kernel has as host name, or will have from {@code /etc/hostname}. */
  public String hostName() {
    String running = root.isEmpty() ? text("/proc/sys/kernel/hostname") : "";
    List<String> words =
        Lines.words((running.isEmpty() ? text("/etc/hostname") : running).replace('\n', ' '));
    return words.isEmpty() ? "localhost" : words.get(0);
  }

  /** False only where the kernel is seen to lack it. */
  public boolean hasIpv6() {
    return !hasFolder("/proc/self/net") || hasFile("/proc/self/net/if_inet6");
  }

  public boolean hasIpv6Loopback() {
    return !hasFolder("/proc/self/net") || text("/proc/self/net/if_inet6").contains(LOOPBACK_IPV6);
  }

  private static boolean containsName(List<String> names, String name) {
    for (String candidate : names) {
      if (candidate.equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }

  /** A small file as a whole; empty where it can't be read. */
  public String text(String path) {
    return FileContent.read(files, root + path, LARGEST_TABLE).text();
  }
}
