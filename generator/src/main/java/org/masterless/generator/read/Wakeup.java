package org.masterless.generator.read;

/**
 * The sixth field of master.cf: how often a service is woken.
 *
 * @param seconds between two wake-ups; 0 is never
 * @param onceUsed {@code true} for {@code N?}: only from the first use of the service on
 */
public record Wakeup(int seconds, boolean onceUsed) {
  public static final Wakeup NEVER = new Wakeup(0, false);

  public boolean isNever() {
    return seconds == 0;
  }

  /** Whether the service has to run as soon as its instance does, to be woken. */
  public boolean startsWithInstance() {
    return seconds > 0 && !onceUsed;
  }
}
