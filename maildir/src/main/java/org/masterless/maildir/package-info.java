/**
 * A user's mail as Maildir++, in the form that Dovecot and Courier read too.
 *
 * <p>All of it is done with the user's own rights and by descriptors of folders that were seen to
 * be the user's, as users may do to their folders what they like while mail is being delivered:
 * symbolic links, FIFOs and other people's folders in the place of theirs are refused. No lock is
 * taken to deliver. Folders stay open until the process ends, which is soon: it serves one user.
 */
package org.masterless.maildir;
