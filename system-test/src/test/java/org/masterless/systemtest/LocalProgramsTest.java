package org.masterless.systemtest;

@OnMachine
class LocalProgramsTest extends LocalPrograms {

  @Prepare
  static void switchOver(Machine machine) {
    Postfix.on(machine).toUnits();
  }
}
