package org.masterless.systemtest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class that runs once on each release. Its tests get a {@link Machine}, the same one for
 * all of the class, booted when first asked for; with {@link Fresh}, a test gets one to itself.
 * {@link Prepare} marks what is done to each machine first. Where no machine can be booted, the
 * class is skipped and says why.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ClassTemplate
@BootsMachines
@ExtendWith(MachineExtension.class)
public @interface OnMachine {

  /** The releases to run on. */
  Release[] value() default {Release.BOOKWORM, Release.TRIXIE};

  /** Whether the staged tree is in the machine from its first boot on. */
  boolean staged() default true;
}
