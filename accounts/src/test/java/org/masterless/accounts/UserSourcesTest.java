package org.masterless.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserSourcesTest {
  private final List<String> asked = new ArrayList<>();

  private final class Answering implements UserSource {
    private final String label;
    private final Lookup answer;

    Answering(String label, Lookup answer) {
      this.label = label;
      this.answer = answer;
    }

    @Override
    public Lookup find(String name) {
      asked.add(label);
      return answer;
    }

    @Override
    public void warmUp() {
      asked.add("warm " + label);
    }
  }

  private static Lookup found(String name) {
    return new Lookup.Found(new User(name, 2001, 2001, List.of(), "/x", "", Quota.NONE));
  }

  private final UserSource unknown = new Answering("unknown", new Lookup.Unknown());
  private final UserSource failed = new Answering("failed", new Lookup.Failed("is down"));
  private final UserSource knows = new Answering("knows", found("alice"));

  private static Lookup ask(UserSource... sources) {
    return new UserSources(List.of(sources)).find("alice");
  }

  @Test
  void theFirstThatKnowsTheUserAnswers() {
    assertThat(ask(unknown, knows, failed)).isEqualTo(found("alice"));
    assertThat(asked).containsExactly("unknown", "knows");
  }

  @Test
  void oneThatFailsEndsTheSearch() {
    assertThat(ask(unknown, failed, knows)).isEqualTo(new Lookup.Failed("is down"));
    assertThat(asked).containsExactly("unknown", "failed");
  }

  @Test
  void whomNoneKnowsIsUnknown() {
    assertThat(ask(unknown, unknown)).isEqualTo(new Lookup.Unknown());
  }

  @Test
  void withoutSourcesNobodyCanTell() {
    assertThat(ask()).isInstanceOf(Lookup.Failed.class);
  }

  @Test
  void namesThatNoUserCanHaveReachNoSource() {
    assertThat(new UserSources(List.of(knows)).find("a\tb")).isEqualTo(new Lookup.Unknown());
    assertThat(asked).isEmpty();
  }

  @Test
  void aSourceCannotGiveAUserSuchANameEither() {
    assertThat(ask(new Answering("odd", found("../bob")))).isInstanceOf(Lookup.Failed.class);
  }

  @Test
  void controlCharactersInAHomeAreAFailure() {
    User odd = new User("alice", 2001, 2001, List.of(), "/home/a\nb", "", Quota.NONE);
    assertThat(ask(new Answering("odd", new Lookup.Found(odd))))
        .isEqualTo(new Lookup.Failed("control characters in home or mail of user alice"));
  }

  @Test
  void allAreWarmedUp() {
    new UserSources(List.of(unknown, knows)).warmUp();
    assertThat(asked).containsExactly("warm unknown", "warm knows");
  }
}
