package org.masterless.system;

import java.io.ByteArrayOutputStream;

/**
 * A seccomp program in classic BPF that looks at arguments, which systemd's filters don't
 * (seccomp(2)). What no rule names is allowed; what one denies fails with EPERM.
 *
 * <p>Arguments are compared by their lower 32 bits, which is all that the kernel looks at in the
 * calls that we care for. A call that no rule names stays in the kernel's cache of calls that are
 * always allowed.
 */
public final class SystemCallFilter {
  static final int INSTRUCTION = 8;
  private static final int LOAD_WORD = 0x20;
  private static final int JUMP_EQUAL = 0x15;
  private static final int RETURN = 0x06;

  /** Offsets in struct seccomp_data. */
  private static final int NUMBER = 0;

  private static final int ARCHITECTURE = 4;
  private static final int ARGUMENTS = 16;

  private static final int ALLOW = 0x7fff0000;
  private static final int ANSWER = 0x00050000;
  private static final int DENY = ANSWER | Errno.EPERM;

  private final ByteArrayOutputStream code = new ByteArrayOutputStream();

  /** For calls by the numbers of {@code architecture}, an {@code AUDIT_ARCH_…}; no others. */
  public SystemCallFilter(int architecture) {
    load(ARCHITECTURE);
    ifEqual(architecture, 1, 0);
    end(DENY);
    load(NUMBER);
  }

  /**
   * Denies call {@code number} where argument {@code index}, from 0 on, is one of {@code values}.
   */
  public SystemCallFilter denyWhere(int number, int index, int... values) {
    ifEqual(number, 0, values.length + 3);
    load(ARGUMENTS + 8 * index);
    for (int i = 0; i < values.length; i++) {
      ifEqual(values[i], values.length - i, 0);
    }
    end(ALLOW);
    end(DENY);
    return this;
  }

  /** Denies call {@code number} unless argument {@code index}, from 0 on, is {@code value}. */
  public SystemCallFilter denyUnless(int number, int index, int value) {
    ifEqual(number, 0, 4);
    load(ARGUMENTS + 8 * index);
    ifEqual(value, 0, 1);
    end(ALLOW);
    end(DENY);
    return this;
  }

  /**
   * Has call {@code number} fail with {@code errno} without being made, or only pretend to work
   * where that is 0: for tests of what comes of it.
   */
  public SystemCallFilter answer(int number, int errno) {
    ifEqual(number, 0, 1);
    end(ANSWER | errno);
    return this;
  }

  /** As {@link #answer}, where argument {@code index}, from 0 on, is {@code value}. */
  public SystemCallFilter answerWhere(int number, int index, int value, int errno) {
    ifEqual(number, 0, 4);
    load(ARGUMENTS + 8 * index);
    ifEqual(value, 1, 0);
    end(ALLOW);
    end(ANSWER | errno);
    return this;
  }

  /** The whole program, as an array of struct sock_filter. */
  byte[] program() {
    byte[] rules = code.toByteArray();
    byte[] all = new byte[rules.length + INSTRUCTION];
    System.arraycopy(rules, 0, all, 0, rules.length);
    put(all, rules.length, RETURN, 0, 0, ALLOW);
    return all;
  }

  private void load(int offset) {
    add(LOAD_WORD, 0, 0, offset);
  }

  /**
   * Skips {@code then} instructions if what was loaded last is {@code value}, else {@code other}.
   */
  private void ifEqual(int value, int then, int other) {
    add(JUMP_EQUAL, then, other, value);
  }

  private void end(int action) {
    add(RETURN, 0, 0, action);
  }

  private void add(int operation, int jumpTrue, int jumpFalse, int operand) {
    byte[] instruction = new byte[INSTRUCTION];
    put(instruction, 0, operation, jumpTrue, jumpFalse, operand);
    code.write(instruction, 0, INSTRUCTION);
  }

  private static void put(
      byte[] into, int offset, int operation, int jumpTrue, int jumpFalse, int operand) {
    LittleEndian.putInt16(into, offset, operation);
    into[offset + 2] = (byte) jumpTrue;
    into[offset + 3] = (byte) jumpFalse;
    LittleEndian.putInt32(into, offset + 4, operand);
  }
}
