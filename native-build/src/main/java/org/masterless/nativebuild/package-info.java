/**
 * Java to native: checks that a program keeps to the native subset, has TeaVM translate it to C,
 * and has gcc make a hardened executable of that. {@link org.masterless.nativebuild.NativeBuild} is
 * the command; README.md says how a module uses it.
 */
package org.masterless.nativebuild;
