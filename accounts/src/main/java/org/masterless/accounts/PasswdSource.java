package org.masterless.accounts;

import org.masterless.delivery.NameFrame;
import org.masterless.system.Errno;
import org.masterless.system.Files;
import org.masterless.system.Identities;
import org.masterless.system.PasswdEntry;

/** The machine's own users, from wherever nsswitch.conf(5) says. */
public final class PasswdSource implements UserSource {
  /** Known by no source, so that all of them are asked. */
  private static final String NOBODY_AT_ALL = "no-such-user-of-masterless";

  private final Files files;
  private final Identities identities;

  public PasswdSource(Files files, Identities identities) {
    this.files = files;
    this.identities = identities;
  }

  /**
   * libc answers without an error where all sources have said that there is no such user; any error
   * means that one of them could not be asked. getpwnam_r(3) lists errors that mean the same on
   * other systems, among them ENOENT: here that is an LDAP client whose socket is gone, and no
   * reason to refuse mail for good.
   *
   * <p>Of several sources, libc tells only what the last one said: where another may have failed
   * unnoticed, nobody is unknown.
   */
  @Override
  public Lookup find(String name) {
    if (!NameFrame.isName(name)) {
      return new Lookup.Unknown();
    }
    PasswdEntry entry = new PasswdEntry();
    int answer = identities.find(name, entry);
    if (answer < 0) {
      return new Lookup.Failed("passwd: getpwnam_r: " + Errno.message(answer));
    }
    return answer == 0 ? notFound() : withGroups(entry);
  }

  private Lookup notFound() {
    String doubt = NameServiceSwitch.doubt(files);
    return doubt.isEmpty() ? new Lookup.Unknown() : new Lookup.Failed("passwd: " + doubt);
  }

  private Lookup withGroups(PasswdEntry entry) {
    Groups groups = Groups.of(identities, entry.name(), entry.gid());
    return groups.failed()
        ? new Lookup.Failed("passwd: " + groups.error())
        : new Lookup.Found(
            new User(
                entry.name(),
                entry.uid(),
                entry.gid(),
                groups.ids(),
                entry.home(),
                "",
                Quota.NONE));
  }

  /** Whatever comes of it: only that it was asked counts. */
  @Override
  public void warmUp() {
    identities.find(NOBODY_AT_ALL, new PasswdEntry());
    Groups.warmUp(identities);
  }
}
