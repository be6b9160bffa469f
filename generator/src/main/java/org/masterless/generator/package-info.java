/**
 * masterless-generator: master.cf and main.cf to systemd units, in three layers that don't mix:
 * {@link org.masterless.generator.read}, {@link org.masterless.generator.translate}, {@link
 * org.masterless.generator.write}.
 */
package org.masterless.generator;
