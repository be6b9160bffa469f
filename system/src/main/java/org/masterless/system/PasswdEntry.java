package org.masterless.system;

/** A user as the machine's sources know one (passwd(5)); filled by the call, then read. */
public final class PasswdEntry {
  String name = "";
  int uid = -1;
  int gid = -1;
  String home = "";

  /** What the source calls the user, which need not be what it was asked for. */
  public String name() {
    return name;
  }

  /** Negative where it is above {@link Integer#MAX_VALUE}. */
  public int uid() {
    return uid;
  }

  /** Of the primary group; negative as {@link #uid}. */
  public int gid() {
    return gid;
  }

  public String home() {
    return home;
  }

  /** For stand-ins of the kernel. */
  public void set(String name, int uid, int gid, String home) {
    this.name = name;
    this.uid = uid;
    this.gid = gid;
    this.home = home;
  }
}
