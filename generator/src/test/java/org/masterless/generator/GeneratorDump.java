package org.masterless.generator;

import java.util.ArrayList;
import java.util.List;
import org.masterless.system.Files;
import org.masterless.system.Kernel;
import org.masterless.system.Octets;
import org.masterless.system.Output;

/**
 * Runs the whole generator on small machines from standard input and prints a line for each, of all
 * that it wrote and said: built natively and run on the JVM, it must print the same.
 *
 * <p>A case is a row of texts, each with its length as four bytes in front, high byte first, and
 * ends with one of no length. First is how it is run: {@code boot}, or by hand; in capitals, all is
 * printed as it is, not only its sum. Then come pairs: mode, uid, gid and path of a file, and its
 * content.
 */
public final class GeneratorDump {
  private static final int LONGEST = 4 << 20;

  private final Files files;

  private GeneratorDump(Files files) {
    this.files = files;
  }

  public static void main(String[] args) {
    run(Kernel.files());
  }

  static void run(Files files) {
    GeneratorDump dump = new GeneratorDump(files);
    String how = dump.next();
    while (!how.isEmpty()) {
      dump.runCase(how);
      how = dump.next();
    }
  }

  private void runCase(String how) {
    MemoryFiles machine = new MemoryFiles();
    machine.add(0040755, 0, 0, "/out", new byte[0]);
    machine.add(0100600, 0, 0, "/dev/kmsg", new byte[0]);
    String head = next();
    while (!head.isEmpty()) {
      addFile(head, machine);
      head = next();
    }
    boolean isBoot = how.equalsIgnoreCase("boot");
    List<String> words = isBoot ? List.of("/out", "/early", "/late") : List.of("/out");
    int status = new Generator(machine, Kernel.sockets(), 1).run(words);
    String all =
        "status "
            + status
            + "\n"
            + machine.dump("/2")
            + machine.dump("/dev/kmsg")
            + machine.dump("/out");
    boolean isFull = how.charAt(0) < 'a';
    Output.write(files, Output.STANDARD_OUTPUT, isFull ? all : status + " " + sum(all) + "\n");
  }

  private void addFile(String head, MemoryFiles machine) {
    List<String> words = new ArrayList<>();
    String rest = head;
    for (int i = 0; i < 3; i++) {
      int blank = rest.indexOf(' ');
      words.add(rest.substring(0, blank));
      rest = rest.substring(blank + 1);
    }
    machine.add(
        Integer.parseInt(words.get(0), 8),
        Integer.parseInt(words.get(1)),
        Integer.parseInt(words.get(2)),
        rest,
        octets());
  }

  /** FNV-1a of 64 bits, and the length. */
  private static String sum(String text) {
    long sum = 0xcbf29ce484222325L;
    char[] chars = text.toCharArray();
    for (char c : chars) {
      sum = (sum ^ c) * 0x100000001b3L;
    }
    return Long.toHexString(sum) + " " + chars.length;
  }

  private String next() {
    return Octets.text(octets());
  }

  /** None at the end of the input. */
  private byte[] octets() {
    byte[] bytes = bytes(4);
    int length =
        (bytes[0] & 0xff) << 24
            | (bytes[1] & 0xff) << 16
            | (bytes[2] & 0xff) << 8
            | (bytes[3] & 0xff);
    return bytes(Math.max(0, Math.min(length, LONGEST)));
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    int got = 0;
    int count = 1;
    while (got < length && count > 0) {
      count = files.read(0, bytes, got, length - got);
      got += Math.max(0, count);
    }
    return bytes;
  }
}
