package org.masterless.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.masterless.system.Octets;

class DeliveryReplyTest {
  @Test
  void repliesComeBackAsTheyWere() {
    DeliveryReply saved = new DeliveryReply(250, "2.0.0", 2001, "saved in INBOX");
    DeliveryReply unknown = new DeliveryReply(550, "5.1.1", DeliveryReply.NOBODY, "");

    assertThat(DeliveryReply.of(saved.payload())).contains(saved);
    assertThat(DeliveryReply.of(unknown.payload())).contains(unknown);
    assertThat(saved.isPositive()).isTrue();
    assertThat(unknown.isPositive()).isFalse();
  }

  @Test
  void aLongTextIsCutSoThatItFits() {
    DeliveryReply reply = new DeliveryReply(451, "4.3.0", 1, "x".repeat(5000));

    assertThat(reply.payload().length).isLessThanOrEqualTo(Frame.Type.REPLY.most());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "250",
        "250 2.0.0 x text",
        "250 5.0.0 1 class differs",
        "250 2.0 1 no enhanced code",
        "354 3.0.0 1 not a final reply",
        "600 6.0.0 1 no such class",
        "550 5.1.1 1 two\r\n250 lines",
        "250 2.0.0 -1 uid"
      })
  void anythingElseIsRefused(String payload) {
    assertThat(DeliveryReply.of(Octets.bytes(payload))).isEmpty();
  }
}
