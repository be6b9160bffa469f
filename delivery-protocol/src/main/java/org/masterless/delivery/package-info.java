/**
 * The delivery protocol: how a front that reads from the network hands one message for one user to
 * a process that becomes that user, over an AF_UNIX stream connection of its own.
 *
 * <pre>
 * front   NameFrame                 the only thing that is read with root's rights
 * child   REPLY                     to RCPT, when it has become the user
 * front   ENVELOPE DATA… END        END says how much it was; without it the message is dropped
 * child   REPLY                     to the message, when it is on disk; may come before END, and
 *                                   then the rest of the message need not be sent
 * </pre>
 *
 * <p>A child that answers the name with anything but 250 ends. Either end may close the connection
 * at any time: nothing is delivered then unless the child has already renamed the file, which is
 * the one case where a front that saw no second reply may cause a second delivery.
 */
package org.masterless.delivery;
