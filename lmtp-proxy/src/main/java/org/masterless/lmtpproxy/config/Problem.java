package org.masterless.lmtpproxy.config;

/**
 * Something wrong in the configuration.
 *
 * @param line from 1 on
 * @param column from 1 on
 */
public record Problem(String file, int line, int column, String text) {
  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": error: " + text;
  }
}
