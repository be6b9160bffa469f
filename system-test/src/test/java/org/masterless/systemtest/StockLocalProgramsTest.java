package org.masterless.systemtest;

@OnMachine
class StockLocalProgramsTest extends LocalPrograms {}
