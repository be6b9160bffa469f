package org.masterless.generator.read;

import java.util.List;

/**
 * One service of master.cf: its eight fields with the defaults filled in (master(5)).
 *
 * @param place of the service name
 * @param service the first field as written
 * @param hidden {@code true} where the "private" field says so: the endpoint lies under {@code
 *     private/}, not {@code public/}; always false for {@link ServiceType#INET}
 * @param unprivileged {@code true} to run as the mail owner
 * @param chroot the column as written or defaulted; no process is ever chrooted, but paths in
 *     main.cf mean something else under it
 * @param processLimit 0 is no limit
 * @param processLimitIsDefault whether it came from {@code default_process_limit}
 * @param command the program as written, below {@code daemon_directory}
 * @param arguments what follows the command, braces taken off, nothing expanded
 * @param argumentPlaces one for each argument
 */
public record Entry(
    Place place,
    String service,
    ServiceType type,
    boolean hidden,
    boolean unprivileged,
    boolean chroot,
    Wakeup wakeup,
    int processLimit,
    boolean processLimitIsDefault,
    String command,
    List<String> arguments,
    List<Place> argumentPlaces) {}
