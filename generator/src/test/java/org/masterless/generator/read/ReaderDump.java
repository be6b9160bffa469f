package org.masterless.generator.read;

import java.util.ArrayList;
import java.util.List;
import org.masterless.system.Files;
import org.masterless.system.Kernel;
import org.masterless.system.Octets;
import org.masterless.system.Output;

/**
 * Reads configurations from standard input and prints all that the reader makes of them: built
 * natively and run on the JVM, it must print the same.
 *
 * <p>The input is a row of cases, each of a main.cf and a master.cf, each with its length as four
 * bytes in front, high byte first. No Optional is printed: it looks different in native code.
 */
public final class ReaderDump {
  private static final int LONGEST = 1 << 20;

  private final Files files;
  private final StringBuilder out = new StringBuilder();

  private ReaderDump(Files files) {
    this.files = files;
  }

  public static void main(String[] args) {
    run(Kernel.files());
  }

  static void run(Files files) {
    ReaderDump dump = new ReaderDump(files);
    int length = dump.length();
    while (length >= 0) {
      String main = dump.text(length);
      String master = dump.text(dump.length());
      dump.print(main, master);
      length = dump.length();
    }
  }

  /** A length that was sent, or -1 at the end of the input. */
  private int length() {
    String bytes = text(4);
    if (bytes.length() < 4) {
      return -1;
    }
    int length =
        bytes.charAt(0) << 24 | bytes.charAt(1) << 16 | bytes.charAt(2) << 8 | bytes.charAt(3);
    return length > LONGEST ? -1 : length;
  }

  private String text(int length) {
    byte[] bytes = new byte[Math.max(0, length)];
    int got = 0;
    int count = 1;
    while (got < bytes.length && count > 0) {
      count = files.read(0, bytes, got, bytes.length - got);
      got += Math.max(0, count);
    }
    return Octets.text(bytes, 0, got);
  }

  private void print(String main, String master) {
    Problems problems = new Problems();
    BuiltIns builtIns = BuiltIns.of("vm.example.org", "/etc/postfix");
    Parameters parameters = MainCf.read("main.cf", main, builtIns, problems);
    printParameters(parameters);
    Services services = Services.read(main);
    List<Entry> entries =
        AllEntries.of("master.cf", master, MasterCf.Defaults.of(parameters, services), problems);
    printEntries(entries, parameters, problems);
    printServices(
        AllEntries.of("services.cf", master, MasterCf.Defaults.ofServicesCf(services), problems),
        problems);
    printAddresses(main);
    line(Instances.read("instances", master, problems).toString());
    for (Problem problem : problems.all()) {
      line(problem.toString());
    }
    flush();
  }

  private void printParameters(Parameters parameters) {
    for (String name : parameters.names()) {
      String place = parameters.placeOf(name).map(Place::toString).orElse("");
      line(name + " = " + parameters.get(name) + " " + place);
    }
    line(parameters.integer("default_process_limit", 1) + "");
    line(parameters.seconds("service_throttle_time", 1) + "");
    line(parameters.flag("multi_instance_enable") + "");
    line(parameters.list("inet_interfaces").toString());
    for (EnvironmentItem item : EnvironmentItem.list(parameters, "import_environment")) {
      line(item.name() + "=" + item.value().orElse("(as it is)"));
    }
    line(parameters.get("syslog_name") + parameters.get("myhostname") + parameters.get("mydomain"));
  }

  private void printEntries(List<Entry> entries, Parameters parameters, Problems problems) {
    for (Entry entry : entries) {
      line(entry.toString());
      DaemonOptions options = DaemonOptions.of(entry, problems);
      line(options.toString());
      line(parameters.with(options).get("syslog_name"));
    }
  }

  private void printServices(List<Entry> entries, Problems problems) {
    for (Entry entry : entries) {
      line(entry.toString());
      ServiceOptions.of(entry, problems).ifPresent(this::printOptions);
    }
  }

  private void printOptions(ServiceOptions options) {
    for (ServiceOption option : ServiceOption.values()) {
      if (options.has(option)) {
        line(option.word() + "=" + options.get(option) + " " + options.placeOf(option));
      }
    }
    line(options.arguments().toString());
  }

  private void printAddresses(String text) {
    List<IpAddress> addresses = new ArrayList<>();
    Words words = Words.commaSeparated(text);
    for (var word = words.next(); word.isPresent(); word = words.next()) {
      IpAddress.parse(word.get().text()).ifPresent(addresses::add);
    }
    line(AddressList.sorted(addresses).toString());
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  private void flush() {
    Output.write(files, Output.STANDARD_OUTPUT, out.toString());
    out.setLength(0);
  }
}
