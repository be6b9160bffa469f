package org.masterless.generator.machine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final List<String> hosts;

  /** What was found out already: services by the hundred name the same files. */
  private final Map<String, Access> accesses = new HashMap<>();

  private final Map<String, List<String>> ways = new HashMap<>();

  /** {@code root} is empty for the running machine. */
  public Machine(Files files, String root) {
    this.files = files;
    this.root = root;
    this.accounts = new Accounts(text("/etc/passwd"), text("/etc/group"));
    this.hosts = Lines.split(text("/etc/hosts"), '\n');
  }

  public User user(String name) {
    return accounts.user(name);
  }

  public boolean hasGroup(String name) {
    return accounts.hasGroup(name);
  }

  public String groupName(int gid) {
    return accounts.groupName(gid);
  }

  public Access reading(String path, User user) {
    return accesses.computeIfAbsent(
        user.name() + ":" + path,
        unknown -> new AccessCheck(files, root, user).reading(steps(path)));
  }

  /** Where the links of a path lead to; the path itself where there is nothing. */
  public String target(String path) {
    List<String> steps = steps(path);
    return steps.isEmpty() ? path : steps.get(steps.size() - 1);
  }

  private List<String> steps(String path) {
    return ways.computeIfAbsent(path, unknown -> PathSteps.of(files, root, path));
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
    List<String> addresses = new ArrayList<>();
    for (String line : hosts) {
      List<String> words = Lines.words(line);
      if (words.size() > 1 && containsName(words.subList(1, words.size()), name)) {
        addresses.add(words.get(0));
      }
    }
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
