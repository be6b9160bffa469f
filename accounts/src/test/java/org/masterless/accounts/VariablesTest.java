package org.masterless.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VariablesTest {
  private final Variables variables = new Variables("v1@example.com", "/srv/v1");

  @ParameterizedTest
  @CsvSource({
    "/srv/%d/%n, /srv/example.com/v1",
    "%u, v1@example.com",
    "maildir:%h/Maildir, maildir:/srv/v1/Maildir",
    "100%%, 100%",
    "/srv/%{user}, /srv/v1@example.com",
    "/srv/%{user|domain}/%{user | username}, /srv/example.com/v1",
    "%{home}/x, /srv/v1/x",
    "/srv/%{domain}/%{username}, /srv/example.com/v1",
    "plain, plain",
  })
  void variablesOfEitherReleaseAreReplaced(String template, String expanded) {
    assertThat(variables.expand(template)).contains(expanded);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%x", "a%", "%{", "%{user", "%{pid}", "%{}", "%1n"})
  void othersAreRefused(String template) {
    assertThat(variables.expand(template)).isEmpty();
  }

  @Test
  void whoHasNoDomainHasAnEmptyOne() {
    assertThat(new Variables("v", "").expand("/srv/%d/%n")).contains("/srv//v");
    assertThat(new Variables("v", "").expand("/srv/%{user|domain}/%u")).contains("/srv//v");
  }

  @Test
  void noValueLeadsElsewhereInAPath() {
    assertThat(new Variables("v@..", "").expand("/srv/%d")).isEmpty();
    assertThat(new Variables("v@a/b", "").expand("/srv/%d")).isEmpty();
    assertThat(new Variables("@a", "").expand("/srv/%n")).isEmpty();
    assertThat(new Variables("v", "").expand("%h/Maildir")).isEmpty();
  }
}
