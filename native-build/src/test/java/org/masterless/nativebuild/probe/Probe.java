package org.masterless.nativebuild.probe;

import java.util.ArrayList;
import java.util.List;
import org.teavm.interop.Address;

/** A native program for the tests: argv[1] says what it does. */
public final class Probe {
  private static final long[] kept = new long[1];

  private Probe() {}

  public static void main(String[] unused) {
    switch (argument(1)) {
      case "argv" -> arguments();
      case "features" -> write(Features.run());
      case "fail" -> fail(new int[2]);
      case "misuse" -> misuse();
      case "keep" -> keep();
      case "gaps" -> gaps();
      default -> write("nothing\n");
    }
  }

  private static void arguments() {
    for (int i = 2; !argument(i).isEmpty(); i++) {
      write(argument(i) + "\n");
    }
  }

  private static void fail(int[] numbers) {
    write(numbers[numbers.length] + "\n");
  }

  /** Has write(2) read past the end of a block. */
  private static void misuse() {
    Address block = ProbeLibc.calloc(1, 16);
    ProbeLibc.write(1, block, 17);
    ProbeLibc.free(block);
    write("not noticed\n");
  }

  /** Holds a block to the end, known to Java only. */
  private static void keep() {
    kept[0] = ProbeLibc.calloc(1, 1000).toLong();
  }

  /** Has the heap full of small objects, and every other of them is garbage. */
  private static void gaps() {
    byte[] garbage = {};
    List<byte[]> all = new ArrayList<>(6000);
    for (int i = 0; i < 6000; i++) {
      all.add(new byte[] {1});
      garbage = new byte[] {2};
    }
    int length = garbage.length;
    for (int i = 0; i < 1000; i++) {
      length += new byte[1000 + i].length;
    }
    int sum = 0;
    for (byte[] one : all) {
      sum += one[0];
    }
    write(sum + " " + length + "\n");
  }

  private static String argument(int index) {
    long entry = ProbeLibc.argv().add(8 * index).getLong();
    StringBuilder text = new StringBuilder();
    int length = entry == 0 ? 0 : (int) ProbeLibc.strlen(Address.fromLong(entry));
    for (int i = 0; i < length; i++) {
      text.append((char) (Address.fromLong(entry + i).getByte() & 0xff));
    }
    return text.toString();
  }

  private static void write(String text) {
    byte[] bytes = new byte[text.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) text.charAt(i);
    }
    ProbeLibc.write(1, Address.ofData(bytes), bytes.length);
  }
}
