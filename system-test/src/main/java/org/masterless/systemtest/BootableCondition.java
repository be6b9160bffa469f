package org.masterless.systemtest;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips each test where no machine can be booted, and says so once a class where the developer sees
 * it. The class itself isn't skipped: Surefire would count none of its tests then.
 */
final class BootableCondition implements ExecutionCondition {
  private static final Set<Class<?>> TOLD = ConcurrentHashMap.newKeySet();

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return Bootable.obstacle()
        .filter(reason -> context.getTestMethod().isPresent())
        .map(reason -> skipped(context.getRequiredTestClass(), reason))
        .orElse(ConditionEvaluationResult.enabled("machines can be booted"));
  }

  private static ConditionEvaluationResult skipped(Class<?> test, String reason) {
    if (TOLD.add(test)) {
      System.err.println("skipped: " + test.getSimpleName() + ": " + reason);
    }
    return ConditionEvaluationResult.disabled(reason);
  }
}
