package org.masterless.systemtest;

@OnMachine
class StockHandleTest extends Handle {}
