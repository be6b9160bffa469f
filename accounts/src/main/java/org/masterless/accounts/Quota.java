package org.masterless.accounts;

/**
 * How much mail a user may keep.
 *
 * @param bytes in all; 0 is no limit
 * @param messages how many; 0 is no limit
 */
public record Quota(long bytes, long messages) {
  public static final Quota NONE = new Quota(0, 0);
}
