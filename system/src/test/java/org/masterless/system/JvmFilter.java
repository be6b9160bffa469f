package org.masterless.system;

/** Runs a {@link SystemCallFilter} as the kernel would, one instruction after the other. */
public final class JvmFilter {
  private static final int LOAD = 0x20;
  private static final int JUMP_EQUAL = 0x15;
  private static final int RETURN = 0x06;

  private JvmFilter() {}

  /** What the filter answers to a call: {@code allow}, or {@code errno N}. */
  public static String answer(
      SystemCallFilter filter, int architecture, int number, int... arguments) {
    byte[] data = new byte[64];
    LittleEndian.putInt32(data, 0, number);
    LittleEndian.putInt32(data, 4, architecture);
    for (int i = 0; i < arguments.length; i++) {
      LittleEndian.putInt32(data, 16 + 8 * i, arguments[i]);
    }
    return action(run(filter.program(), data));
  }

  private static int run(byte[] program, byte[] data) {
    int loaded = 0;
    int at = 0;
    while (true) {
      int operand = LittleEndian.int32(program, at + 4);
      int next = at + SystemCallFilter.INSTRUCTION;
      switch (program[at]) {
        case LOAD -> loaded = LittleEndian.int32(data, operand);
        case JUMP_EQUAL -> next += 8 * program[at + (loaded == operand ? 2 : 3)];
        case RETURN -> {
          return operand;
        }
        default -> throw new AssertionError("instruction " + program[at] + " at " + at);
      }
      at = next;
    }
  }

  private static String action(int value) {
    return switch (value & 0xffff0000) {
      case 0x7fff0000 -> "allow";
      case 0x00050000 -> "errno " + (value & 0xffff);
      default -> throw new AssertionError("action " + value);
    };
  }
}
