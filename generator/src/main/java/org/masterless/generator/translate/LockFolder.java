package org.masterless.generator.translate;

import java.util.ArrayList;
import java.util.List;
import org.masterless.generator.read.Entry;

/**
 * Where the daemons of a service take turns to accept: a file {@code pid/TYPE.SERVICE} that they
 * lock. In the real {@code pid/} root alone may write, and who holds a lock stalls the service for
 * good: so each service has a file system of its own there, which no other service can find.
 */
final class LockFolder {
  /** One empty file is all that there will be in it. */
  private static final String OPTIONS = "size=64k,nr_inodes=64,nosuid,noexec";

  private LockFolder() {}

  /** The items of {@code TemporaryFileSystem=}. */
  static List<String> mounts(Service service) {
    String folder = service.instance().queueDirectory() + "/pid";
    // Root's daemons share the name space with what they run as other users.
    String options = (service.startsAsMailOwner() ? ":mode=0777," : ":mode=0700,") + OPTIONS;
    List<String> mounts = new ArrayList<>();
    mounts.add(folder + options);
    String below = folderOf(service.entry());
    if (!below.isEmpty()) {
      mounts.add(folder + "/" + below + options);
    }
    return mounts;
  }

  /** Why systemd can't mount what the entry's lock needs, or nothing where it can. */
  static String objectionTo(Entry entry) {
    return SystemdText.objectionToMount(folderOf(entry));
  }

  /** A service with a slash in its name locks in a folder below. */
  private static String folderOf(Entry entry) {
    String file = entry.type().word() + "." + entry.service();
    return file.substring(0, Math.max(0, file.lastIndexOf('/')));
  }
}
