/**
 * Who a mail user is, and becoming one for good.
 *
 * <p>A {@link org.masterless.accounts.UserSource} turns a name into a {@link
 * org.masterless.accounts.User}, {@link org.masterless.accounts.BecomeUser} turns a process into
 * that user, and {@link org.masterless.accounts.Home} and {@link
 * org.masterless.accounts.UserEnvironment} give it the user's surroundings. Sources are asked with
 * root's rights: what a client sent, but for the one name, must not have been read by then.
 */
package org.masterless.accounts;
