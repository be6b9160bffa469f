/**
 * The checker of the native subset: the part of Java that TeaVM's C back end compiles rightly. Each
 * rule is a class; {@link org.masterless.nativebuild.check.Checker} lists them.
 */
package org.masterless.nativebuild.check;
