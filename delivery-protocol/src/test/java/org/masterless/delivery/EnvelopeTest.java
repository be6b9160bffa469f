package org.masterless.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.masterless.system.Octets;

class EnvelopeTest {
  @Test
  void valuesComeBackAsTheyWere() {
    Envelope sent =
        new Envelope()
            .with(Envelope.SENDER, "a=b@example.org")
            .with(Envelope.RECIPIENT, "u001+x")
            .with(Envelope.DETAIL, "");

    Envelope got = Envelope.of(sent.payload()).orElseThrow();

    assertThat(got.get(Envelope.SENDER)).isEqualTo("a=b@example.org");
    assertThat(got.get(Envelope.RECIPIENT)).isEqualTo("u001+x");
    assertThat(got.get(Envelope.DETAIL)).isEmpty();
    assertThat(Envelope.of(new byte[0])).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a=b", "a\0", "a=b\0c", "a=1\0a=2\0", "a=x\r\nInjected: y\0", "\0", "a=\u007f\0"})
  void anythingElseIsRefused(String payload) {
    assertThat(Envelope.of(Octets.bytes(payload))).isEmpty();
  }
}
