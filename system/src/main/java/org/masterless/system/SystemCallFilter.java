package org.masterless.system;

import java.io.ByteArrayOutputStream;

/**
 * A seccomp program in classic BPF, put together instruction by instruction (seccomp(2)).
 *
 * <p>Offsets are those of {@code struct seccomp_data}; arguments are compared by their lower 32
 * bits, which is all that the kernel looks at in the calls that we care for.
 */
public final class SystemCallFilter {
  static final int INSTRUCTION = 8;
  private static final int LOAD_WORD = 0x20;
  private static final int JUMP_EQUAL = 0x15;
  private static final int RETURN = 0x06;
  private static final int NUMBER = 0;
  private static final int ARCHITECTURE = 4;
  private static final int ARGUMENTS = 16;
  private static final int ALLOW = 0x7fff0000;
  private static final int FAIL = 0x00050000;

  private final ByteArrayOutputStream code = new ByteArrayOutputStream();

  public SystemCallFilter loadArchitecture() {
    return add(LOAD_WORD, 0, 0, ARCHITECTURE);
  }

  public SystemCallFilter loadNumber() {
    return add(LOAD_WORD, 0, 0, NUMBER);
  }

  /** The lower half of argument {@code index}, from 0 on. */
  public SystemCallFilter loadArgument(int index) {
    return add(LOAD_WORD, 0, 0, ARGUMENTS + 8 * index);
  }

  /**
   * Skips {@code then} instructions if what was loaded last is {@code value}, otherwise {@code
   * other}.
   */
  public SystemCallFilter ifEqual(int value, int then, int other) {
    return add(JUMP_EQUAL, then, other, value);
  }

  public SystemCallFilter allow() {
    return add(RETURN, 0, 0, ALLOW);
  }

  /** The call fails with {@code errno}. */
  public SystemCallFilter fail(int errno) {
    return add(RETURN, 0, 0, FAIL | errno);
  }

  byte[] code() {
    return code.toByteArray();
  }

  /** How many instructions it has by now. */
  public int size() {
    return code.size() / INSTRUCTION;
  }

  private SystemCallFilter add(int operation, int jumpTrue, int jumpFalse, int operand) {
    byte[] instruction = new byte[INSTRUCTION];
    LittleEndian.putInt16(instruction, 0, operation);
    instruction[2] = (byte) jumpTrue;
    instruction[3] = (byte) jumpFalse;
    LittleEndian.putInt32(instruction, 4, operand);
    code.write(instruction, 0, INSTRUCTION);
    return this;
  }
}
