package org.masterless.lmtpproxy.session;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.masterless.lmtpproxy.message.Decoder;
import org.masterless.lmtpproxy.session.Client.Arrival;
import org.masterless.lmtpproxy.smtp.ChunkCommand;

/** Takes messages from the client, and hands them on while they come. */
final class Receiver {
  private final Front front;
  private final Client client;
  private final Consumer<String> remarks;

  /**
   * For one client.
   *
   * @param remarks what is written to the log, behind the session's id
   */
  Receiver(Front front, Client client, Consumer<String> remarks) {
    this.front = front;
    this.client = client;
    this.remarks = remarks;
  }

  Reception begin(List<Recipient> accepted) {
    return new Reception(
        front.settings().service(),
        front.memory().messages(),
        accepted.stream().map(Recipient::delivery).distinct().toList(),
        remarks);
  }

  /** All of what follows DATA; anything but {@link Arrival#BYTES} is why it isn't all. */
  Arrival data(Reception reception) throws IOException {
    Decoder decoder = Decoder.ofData(reception);
    while (!decoder.isAtEnd()) {
      Arrival arrival = await();
      if (arrival != Arrival.BYTES) {
        return arrival;
      }
      client.consume(decoder.decode(client.input(), client.offset(), client.available()));
      if (!decoder.isAtEnd()) {
        reception.passOn();
      }
    }
    return Arrival.BYTES;
  }

  /** All of one chunk. */
  Arrival chunk(Chunks chunks, ChunkCommand command) throws IOException {
    for (long left = command.size(); left > 0; ) {
      Arrival arrival = await();
      if (arrival != Arrival.BYTES) {
        return arrival;
      }
      int count = (int) Math.min(left, client.available());
      chunks.decoder().decode(client.input(), client.offset(), count);
      client.consume(count);
      left -= count;
      if (left > 0 || !command.isLast()) {
        chunks.reception().passOn();
      }
    }
    return Arrival.BYTES;
  }

  /** The octets of a chunk that is refused must not be taken for commands (RFC 3030, 2). */
  Arrival skip(ChunkCommand command) throws IOException {
    for (long left = command.size(); left > 0; ) {
      Arrival arrival = await();
      if (arrival != Arrival.BYTES) {
        return arrival;
      }
      int count = (int) Math.min(left, client.available());
      client.consume(count);
      left -= count;
    }
    return Arrival.BYTES;
  }

  private Arrival await() throws IOException {
    return client.hasInput() ? Arrival.BYTES : client.fill();
  }
}
