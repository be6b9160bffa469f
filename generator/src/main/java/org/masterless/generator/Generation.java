package org.masterless.generator;

import java.util.List;
import java.util.Optional;
import org.masterless.generator.machine.Machine;
import org.masterless.generator.read.BuiltIns;
import org.masterless.generator.read.Instance;
import org.masterless.generator.read.Instances;
import org.masterless.generator.read.MainCf;
import org.masterless.generator.read.MasterCf;
import org.masterless.generator.read.Parameters;
import org.masterless.generator.read.Place;
import org.masterless.generator.read.Problem;
import org.masterless.generator.read.Problems;
import org.masterless.generator.read.Room;
import org.masterless.generator.read.Services;
import org.masterless.generator.translate.Generated;
import org.masterless.generator.translate.Translator;
import org.masterless.generator.write.UnitSink;
import org.masterless.system.Errno;
import org.masterless.system.FileContent;
import org.masterless.system.Files;

/** One run from configuration files to units; collects problems and goes on. */
public final class Generation {
  public static final String INSTANCES = "/etc/masterless/instances";

  /** As the admin knows it, wherever it is read. */
  public static final String SERVICES_CF = "/etc/masterless/services.cf";

  public static final String SERVICES_DIRECTORY = "/etc/masterless";
  static final String SERVICES_NAME = "services.cf";

  /** Room for 10,000 entries; it is in memory as it is, and taken apart entry by entry. */
  public static final int LARGEST_MASTER_CF = 3 << 19;

  /** More than anybody wrote; full of the shortest lines it still fits into our memory. */
  public static final int LARGEST_FILE = 128 << 10;

  private static final int MOST_LINES = 20_000;

  private final Files files;
  private final String root;
  private final Configurations configurations;
  private final UnitSink sink;
  private final Problems problems = new Problems();
  private final Room room = new Room();

  /**
   * A run that is still to be made.
   *
   * @param root empty for the running machine; all files are read below it
   * @param configurations which instances are meant, and where their files are read
   */
  public Generation(Files files, String root, Configurations configurations, UnitSink sink) {
    this.files = files;
    this.root = root;
    this.configurations = configurations;
    this.sink = sink;
  }

  /** Everything that is wrong with the input, or could not be written. */
  public Problems run() {
    FileContent list = readIfThere(INSTANCES, INSTANCES, "no units for any instance");
    FileContent servicesCf =
        configurations
            .servicesCf()
            .map(path -> readIfThere(SERVICES_CF, path, "no units for any of this file"))
            .orElse(FileContent.failed(-Errno.ENOENT));
    List<Instance> instances =
        list.failed() ? List.of() : Instances.read(INSTANCES, list.text(), problems);
    if (!instances.isEmpty() || !servicesCf.failed()) {
      generate(instances, servicesCf);
    }
    return problems;
  }

  /** That there is no such file is no problem. */
  private FileContent readIfThere(String name, String path, String done) {
    FileContent content = read(path);
    if (content.failed() && content.error() != -Errno.ENOENT) {
      fail(new Place(name, 1, 1), cannotRead(name, content) + "; " + done);
    }
    return content;
  }

  private void generate(List<Instance> instances, FileContent servicesCf) {
    Machine machine = new Machine(files, root);
    Services services = Services.read(machine.text("/etc/services"));
    Translator translator = new Translator(machine, services, room, problems);
    for (Instance instance : instances) {
      Optional<String> folder = configurations.folderOf(instance);
      if (folder.isPresent()) {
        generate(instance, folder.get(), machine, services, translator);
      }
    }
    if (!servicesCf.failed()) {
      generate(servicesCf, services, translator);
    }
  }

  private void generate(FileContent servicesCf, Services services, Translator translator) {
    MasterCf.Defaults defaults = MasterCf.Defaults.ofServicesCf(services);
    MasterCf.read(SERVICES_CF, servicesCf.octets(), defaults, room, problems)
        .ifPresent(
            entries ->
                translator.translateServices(
                    entries,
                    generated ->
                        put(generated, new Place(SERVICES_CF, 1, 1), "its service is missing"),
                    sink::keep));
  }

  /** All problems are told by the files that the admin edits, also where copies are read. */
  private void generate(
      Instance instance, String folder, Machine machine, Services services, Translator translator) {
    String mainCf = instance.directory() + "/main.cf";
    String masterCf = instance.directory() + "/master.cf";
    FileContent main = checked(instance, mainCf, read(folder + "/main.cf"));
    FileContent master =
        main.failed()
            ? main
            : checked(instance, masterCf, read(folder + "/master.cf", LARGEST_MASTER_CF));
    if (master.failed()) {
      return;
    }
    BuiltIns builtIns = BuiltIns.of(machine.hostName(), instance.directory());
    Parameters parameters = MainCf.read(mainCf, main.text(), builtIns, problems);
    MasterCf.Defaults defaults = MasterCf.Defaults.of(parameters, services);
    MasterCf.read(masterCf, master.octets(), defaults, room, problems)
        .ifPresent(
            entries ->
                translator.translate(
                    instance,
                    parameters,
                    entries,
                    generated ->
                        put(generated, instance.place(), "this instance is left to stock Postfix"),
                    sink::keep));
  }

  private FileContent checked(Instance instance, String name, FileContent content) {
    if (content.failed()) {
      fail(instance.place(), cannotRead(name, content) + "; no units for this instance");
    }
    return content;
  }

  private FileContent read(String path) {
    FileContent content = read(path, LARGEST_FILE);
    return lines(content.octets()) > MOST_LINES ? FileContent.failed(-Errno.EFBIG) : content;
  }

  private FileContent read(String path, int limit) {
    return FileContent.read(files, root + path, limit);
  }

  private static int lines(byte[] octets) {
    int lines = 0;
    for (byte octet : octets) {
      lines += octet == '\n' ? 1 : 0;
    }
    return lines;
  }

  private boolean put(Generated generated, Place place, String done) {
    String wrong = sink.put(generated);
    if (!wrong.isEmpty()) {
      fail(place, wrong + "; " + done);
    }
    return wrong.isEmpty();
  }

  private void fail(Place place, String text) {
    problems.add(Problem.error(place, text));
  }

  /** For people. */
  public static String cannotRead(String path, FileContent content) {
    boolean isSpecial = content.error() == -Errno.EINVAL;
    String why = isSpecial ? "it is not a regular file" : Errno.message(content.error());
    return "can't read " + path + ": " + why;
  }
}
