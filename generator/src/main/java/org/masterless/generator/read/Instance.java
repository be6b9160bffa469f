package org.masterless.generator.read;

/**
 * A Postfix instance that is to run as units.
 *
 * @param place of its line
 * @param directory its configuration directory, absolute, without a slash at the end
 */
public record Instance(Place place, String directory) {}
