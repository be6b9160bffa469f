package org.masterless.systemtest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs a class once for each of its releases, see {@link OnMachine}. */
final class MachineExtension implements ClassTemplateInvocationContextProvider {

  @Override
  public boolean supportsClassTemplate(ExtensionContext context) {
    return true;
  }

  @Override
  public Stream<? extends ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(
      ExtensionContext context) {
    OnMachine wanted = context.getRequiredTestClass().getAnnotation(OnMachine.class);
    return Stream.of(wanted.value()).map(release -> new OnRelease(release, wanted.staged()));
  }

  private record OnRelease(Release release, boolean staged)
      implements ClassTemplateInvocationContext {

    @Override
    public String getDisplayName(int invocationIndex) {
      return release.suite();
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
      return List.of(new MachineLender(release, staged));
    }
  }
}
