package org.masterless.accounts;

/** Something that knows mail users. */
public interface UserSource {
  /** Asks for one user; takes no longer than the source's own limit. */
  Lookup find(String name);

  /**
   * Loads whatever the first look-up would load, so that processes forked afterwards find it there;
   * to be called before the first client is accepted.
   */
  void warmUp();
}
