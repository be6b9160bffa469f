package org.masterless.systemtest;

@OnMachine
class StockMailFlowTest extends MailFlow {}
