package org.masterless.generator.read;

import java.util.Optional;

/**
 * An entry of master.cf that can't be used, as far as it could be read: a unit that its service has
 * from better days is to stay.
 *
 * @param service the first field as written
 * @param type nothing where that is what is wrong
 */
public record RefusedEntry(String service, Optional<ServiceType> type) {}
