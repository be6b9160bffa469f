package org.masterless.systemtest;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips tests where no machine can be booted, and says so where the developer sees it. */
final class BootableCondition implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return Bootable.obstacle()
        .map(reason -> skipped(context, reason))
        .orElse(ConditionEvaluationResult.enabled("machines can be booted"));
  }

  private static ConditionEvaluationResult skipped(ExtensionContext context, String reason) {
    System.err.println("skipped: " + context.getDisplayName() + ": " + reason);
    return ConditionEvaluationResult.disabled(reason);
  }
}
