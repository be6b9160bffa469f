/**
 * {@code lmtp-deliver}: stores one message for one user with that user's rights, in a process that
 * ends with it.
 *
 * <p>The parent, which is root, accepts connections of known peers and forks. A child reads a name,
 * looks the user up and becomes that user for good ({@link org.masterless.lmtpdeliver.Session});
 * only then does it read what comes from the network ({@link org.masterless.lmtpdeliver.Transfer}).
 */
package org.masterless.lmtpdeliver;
