package org.masterless.systemtest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.opentest4j.TestAbortedException;

/** Gives the tests of one class on one release their machines, and takes them back. */
final class MachineLender
    implements ParameterResolver,
        TestExecutionExceptionHandler,
        LifecycleMethodExecutionExceptionHandler,
        AfterEachCallback,
        AfterClassTemplateInvocationCallback {
  private final Release release;
  private final boolean staged;
  private Optional<Machine> shared = Optional.empty();
  private final Deque<Machine> fresh = new ArrayDeque<>();

  MachineLender(Release release, boolean staged) {
    this.release = release;
    this.staged = staged;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Machine.class || type == Release.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (parameter.getParameter().getType() == Release.class) {
      return release;
    }
    return parameter.isAnnotated(Fresh.class) ? freshMachine(context) : sharedMachine(context);
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    examine(context, failure);
    throw failure;
  }

  @Override
  public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    examine(context, failure);
    throw failure;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    while (!fresh.isEmpty()) {
      fresh.pop().close();
    }
  }

  @Override
  public void afterClassTemplateInvocation(ExtensionContext context) {
    shared.ifPresent(Machine::close);
  }

  private Machine sharedMachine(ExtensionContext context) {
    if (shared.isEmpty()) {
      Machine machine = bootMachine();
      shared = Optional.of(machine);
      prepare(machine, context);
    }
    return shared.get();
  }

  private Machine freshMachine(ExtensionContext context) {
    Machine machine = bootMachine();
    fresh.push(machine);
    prepare(machine, context);
    return machine;
  }

  private void prepare(Machine machine, ExtensionContext context) {
    Class<?> test = context.getRequiredTestClass();
    try {
      AnnotationSupport.findAnnotatedMethods(test, Prepare.class, HierarchyTraversalMode.TOP_DOWN)
          .forEach(method -> ReflectionSupport.invokeMethod(method, null, machine));
    } catch (AssertionError e) {
      new Examination(test.getSimpleName() + ".prepare", machine).report(e);
      throw e;
    }
  }

  private Machine bootMachine() {
    Machine machine = Machine.off(release);
    try {
      if (staged) {
        machine.install(Places.stage());
      }
      machine.powerOn();
      return machine;
    } catch (AssertionError | RuntimeException e) {
      machine.close();
      throw e;
    }
  }

  private void examine(ExtensionContext context, Throwable failure) {
    if (failure instanceof TestAbortedException) {
      return;
    }
    String test =
        context.getRequiredTestClass().getSimpleName()
            + context.getTestMethod().map(method -> "." + method.getName()).orElse("");
    shared.ifPresent(machine -> new Examination(test, machine).report(failure));
    fresh.forEach(machine -> new Examination(test, machine).report(failure));
  }
}
