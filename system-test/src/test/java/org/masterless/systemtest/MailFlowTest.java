package org.masterless.systemtest;

@OnMachine
class MailFlowTest extends MailFlow {

  @Prepare
  static void switchOver(Machine machine) {
    Postfix.on(machine).toUnits();
  }
}
