package org.masterless.lmtpproxy.relay;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.masterless.lmtpproxy.smtp.Reply;

/**
 * A command that waits for those before it.
 *
 * @param isWanted whether it is still to be said when its turn comes
 * @param line what is said, which may depend on the server's extensions
 * @param then what is done with the reply
 */
record Planned(BooleanSupplier isWanted, Supplier<String> line, Consumer<Reply> then) {
  Planned(Supplier<String> line, Consumer<Reply> then) {
    this(() -> true, line, then);
  }
}
