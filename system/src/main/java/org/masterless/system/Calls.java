package org.masterless.system;

/**
 * All that a program may ask of the kernel, to be handed on in one piece: the real one's, or a
 * test's.
 */
public record Calls(
    Files files,
    Folders folders,
    Descriptors descriptors,
    Sockets sockets,
    Processes processes,
    Signals signals,
    Identities identities,
    Confinement confinement,
    Clock clock) {}
