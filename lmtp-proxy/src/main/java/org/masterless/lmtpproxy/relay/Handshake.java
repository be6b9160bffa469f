package org.masterless.lmtpproxy.relay;

import org.masterless.lmtpproxy.smtp.Reply;

/**
 * From a server's greeting until it takes MAIL: LHLO, and where it lets us use XCLIENT, that and
 * LHLO again.
 */
final class Handshake {
  private final RelayConnection connection;
  private final RelayRoute.Manner manner;
  private final CommandLines lines;
  private boolean hasSaidXclient;

  /**
   * With one server.
   *
   * @param lines learns of its extensions
   */
  Handshake(RelayConnection connection, RelayRoute.Manner manner, CommandLines lines) {
    this.connection = connection;
    this.manner = manner;
    this.lines = lines;
  }

  void greeted(Reply reply) {
    if (Meaning.isAccepting(reply)) {
      connection.say("LHLO " + manner.hostName(), this::helloAnswered);
    } else {
      connection.refuseFor(reply);
    }
  }

  private void helloAnswered(Reply reply) {
    if (!Meaning.isAccepting(reply)) {
      connection.refuseFor(reply);
      return;
    }
    lines.learn(reply);
    if (lines.has(CommandLines.XCLIENT) && !hasSaidXclient) {
      hasSaidXclient = true;
      connection.say(lines.xclient(manner.origin()), this::xclientAnswered);
    } else {
      connection.begin();
    }
  }

  /** After a yes all starts anew, with another greeting (Postfix's XCLIENT_README). */
  private void xclientAnswered(Reply reply) {
    if (Meaning.isAccepting(reply)) {
      greeted(reply);
    } else {
      connection.begin();
    }
  }
}
