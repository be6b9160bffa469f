package org.masterless.system;

import java.util.List;

/**
 * A program to be started, with everything that it inherits.
 *
 * @param path of the program
 * @param arguments argv, from argv[0] on
 * @param environment all of it, as {@code NAME=value}
 * @param descriptors which of ours becomes 0, 1, 2 …; none of them may be a number of that range
 * @param ruleset Landlock ruleset that restricts it, above the numbers of its descriptors; or
 *     negative
 * @param complaints where the child says that the program can't be executed
 */
public record Launch(
    String path,
    List<String> arguments,
    List<String> environment,
    List<Integer> descriptors,
    int ruleset,
    Log complaints) {}
