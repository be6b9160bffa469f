/**
 * {@code apply}: what of an instance's configuration is in force.
 *
 * <p>While an instance runs, its units are in systemd's runtime folder, where they outlive whatever
 * happens to the generator, and the files that they were made of are kept. Only a start or a reload
 * replaces both.
 */
package org.masterless.generator.applied;
