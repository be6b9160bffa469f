package org.masterless.accounts;

import java.util.List;
import org.masterless.delivery.NameFrame;

/**
 * Several sources, asked in order: the first that knows the user answers for all. One that fails
 * ends the search, as the next could know another user of the same name.
 */
public record UserSources(List<UserSource> sources) implements UserSource {

  public UserSources {
    sources = List.copyOf(sources);
  }

  @Override
  public Lookup find(String name) {
    if (sources.isEmpty()) {
      return new Lookup.Failed("no source of users is configured");
    }
    if (!NameFrame.isName(name)) {
      return new Lookup.Unknown();
    }
    for (UserSource source : sources) {
      Lookup answer = source.find(name);
      if (!(answer instanceof Lookup.Unknown)) {
        return checked(answer);
      }
    }
    return new Lookup.Unknown();
  }

  /** What a source gave back ends up in paths, just as what a client sent. */
  private static Lookup checked(Lookup answer) {
    if (!(answer instanceof Lookup.Found found)) {
      return answer;
    }
    User user = found.user();
    if (!NameFrame.isName(user.name())) {
      return new Lookup.Failed("the source gave the user a name that no user can have");
    }
    return ControlCharacters.areIn(user.home()) || ControlCharacters.areIn(user.mail())
        ? new Lookup.Failed("control characters in home or mail of user " + user.name())
        : answer;
  }

  @Override
  public void warmUp() {
    for (UserSource source : sources) {
      source.warmUp();
    }
  }
}
