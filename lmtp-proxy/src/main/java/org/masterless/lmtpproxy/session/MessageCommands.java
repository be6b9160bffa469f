package org.masterless.lmtpproxy.session;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.masterless.lmtpproxy.session.Client.Arrival;
import org.masterless.lmtpproxy.smtp.ChunkCommand;
import org.masterless.lmtpproxy.smtp.Rejected;
import org.masterless.lmtpproxy.smtp.Reply;

/** DATA and BDAT: takes the message, and answers what has become of it. */
final class MessageCommands {
  private final Session session;
  private final Replies replies;
  private final Receiver receiver;

  MessageCommands(Session session, Replies replies, Receiver receiver) {
    this.session = session;
    this.replies = replies;
    this.receiver = receiver;
  }

  State data(Transaction transaction, String argument) throws IOException, Rejected {
    if (!argument.isEmpty()) {
      throw new Rejected(501, "5.5.4", "DATA takes no parameters");
    }
    replies.settle();
    List<Recipient> accepted = transaction.accepted();
    if (accepted.isEmpty()) {
      throw new Rejected(noRecipients());
    }
    replies.add(Reply.of(354, "", "End data with <CR><LF>.<CR><LF>"));
    try (Reception reception = receiver.begin(accepted)) {
      Arrival arrival = receiver.data(reception);
      return arrival == Arrival.BYTES ? answer(transaction, reception) : session.lost(arrival);
    }
  }

  private static Reply noRecipients() {
    return Reply.of(503, "5.5.1", "No valid recipients");
  }

  State firstChunk(Transaction transaction, String argument) throws IOException {
    replies.settle();
    List<Recipient> accepted = transaction.accepted();
    return accepted.isEmpty()
        ? refuse(argument, noRecipients())
        : chunk(transaction, Chunks.into(receiver.begin(accepted)), argument);
  }

  State chunk(Transaction transaction, Chunks chunks, String argument) throws IOException {
    Optional<ChunkCommand> command = sizeOf(argument);
    if (command.isEmpty()) {
      chunks.close();
      return new Over();
    }
    boolean isWanted = false;
    try {
      Arrival arrival = receiver.chunk(chunks, command.get());
      if (arrival != Arrival.BYTES) {
        return session.lost(arrival);
      }
      State next = received(transaction, chunks, command.get());
      isWanted = next instanceof InChunks;
      return next;
    } finally {
      if (!isWanted) {
        chunks.close();
      }
    }
  }

  private State received(Transaction transaction, Chunks chunks, ChunkCommand command)
      throws IOException {
    if (command.isLast()) {
      chunks.decoder().finish();
      return answer(transaction, chunks.reception());
    }
    Optional<Reply> failure = chunks.reception().failure();
    replies.add(failure.orElse(Reply.of(250, "2.0.0", "Added " + command.size() + " octets")));
    return failure.isPresent() ? new Ready() : new InChunks(transaction, chunks);
  }

  /** Where a chunk ends can't be known without its size: the session ends then. */
  private Optional<ChunkCommand> sizeOf(String argument) {
    try {
      return Optional.of(ChunkCommand.of(argument));
    } catch (Rejected e) {
      replies.add(e.reply());
      return Optional.empty();
    }
  }

  State refuse(String argument, Reply reply) throws IOException {
    Optional<ChunkCommand> command = sizeOf(argument);
    Arrival arrival = command.isEmpty() ? Arrival.CLOSED : receiver.skip(command.get());
    if (arrival != Arrival.BYTES) {
      return session.ended(arrival);
    }
    return session.refuse(reply);
  }

  private State answer(Transaction transaction, Reception reception) throws IOException {
    reception.complete();
    session.hasMessage();
    long end = System.nanoTime();
    for (Recipient recipient : transaction.accepted()) {
      replies.add(() -> transaction.result(recipient, reception, end));
    }
    replies.settleOneByOne();
    return new Ready();
  }
}
