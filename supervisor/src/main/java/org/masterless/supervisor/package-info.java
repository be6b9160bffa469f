/**
 * What remains of master(8) when systemd owns sockets, sandbox, log, limits and restart.
 *
 * <p>{@link org.masterless.supervisor.Supervise} runs one service's daemons; {@link
 * org.masterless.supervisor.Supervision} decides when, and knows no kernel. {@code standin} stands
 * in for master towards {@code postfix.service} and the {@code postfix} command.
 */
package org.masterless.supervisor;
