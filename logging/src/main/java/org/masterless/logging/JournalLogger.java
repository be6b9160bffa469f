package org.masterless.logging;

import org.masterless.system.JournalLine;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.AbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** A logger that writes one line for each call; of a failure only what it says, without a trace. */
final class JournalLogger extends AbstractLogger {
  private static final long serialVersionUID = 1;

  private final transient LogLines lines;

  JournalLogger(String name, LogLines lines) {
    this.name = name;
    this.lines = lines;
  }

  @Override
  protected String getFullyQualifiedCallerName() {
    return JournalLogger.class.getName();
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level, Marker marker, String pattern, Object[] arguments, Throwable failure) {
    String text = MessageFormatter.basicArrayFormat(pattern, arguments);
    lines.say(priority(level), failure == null ? text : text + ": " + failure);
  }

  private static int priority(Level level) {
    return switch (level) {
      case ERROR -> JournalLine.ERROR;
      case WARN -> JournalLine.WARNING;
      case INFO, DEBUG, TRACE -> JournalLine.INFO;
    };
  }

  @Override
  public boolean isTraceEnabled() {
    return false;
  }

  @Override
  public boolean isTraceEnabled(Marker marker) {
    return false;
  }

  @Override
  public boolean isDebugEnabled() {
    return false;
  }

  @Override
  public boolean isDebugEnabled(Marker marker) {
    return false;
  }

  @Override
  public boolean isInfoEnabled() {
    return true;
  }

  @Override
  public boolean isInfoEnabled(Marker marker) {
    return true;
  }

  @Override
  public boolean isWarnEnabled() {
    return true;
  }

  @Override
  public boolean isWarnEnabled(Marker marker) {
    return true;
  }

  @Override
  public boolean isErrorEnabled() {
    return true;
  }

  @Override
  public boolean isErrorEnabled(Marker marker) {
    return true;
  }
}
