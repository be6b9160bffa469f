package org.masterless.generator.translate;

import java.util.ArrayList;
import java.util.List;
import org.masterless.generator.machine.Access;
import org.masterless.generator.machine.Machine;
import org.masterless.generator.machine.User;
import org.masterless.generator.read.Entry;
import org.masterless.generator.read.Parameters;
import org.masterless.generator.read.Parsed;
import org.masterless.generator.read.Problem;
import org.masterless.generator.read.Problems;

/** Works out the {@link Needs} of one entry from what it names and who may read that. */
final class NeedsFinder {
  private static final List<String> HOMES = List.of("/home/", "/root/", "/run/user/");
  private static final List<String> TEMPORARY = List.of("/tmp/", "/var/tmp/");
  private static final List<String> RUN = List.of("/run/", "/var/run/");

  private static final List<String> SERVICES = List.of("/run/masterless/", "/var/run/masterless/");

  /** They look up users for all others, and deliver to sockets that tables name. */
  private static final List<String> TALKING = List.of("proxymap", "lmtp");

  /** A jail's copy of one of these must not cover all that others have in the real one. */
  private static final List<String> SHARED_FOLDERS =
      List.of("", "/run", "/var", "/var/run", "/var/lib", "/tmp", "/var/tmp", "/etc", "/usr");

  private static final String SASL_GROUP = "sasl";
  private static final String SASLAUTHD = "/var/run/saslauthd";

  private final Machine machine;
  private final InstanceSettings instance;
  private final Entry entry;
  private final Parameters parameters;
  private final Profile profile;
  private final Problems problems;
  private final List<String> groups = new ArrayList<>();
  private final List<String> queueFolders = new ArrayList<>();
  private final List<String> folders = new ArrayList<>();
  private final List<String> jailPaths = new ArrayList<>();
  private Needs.Homes homes = Needs.Homes.HIDDEN;
  private boolean sharesTmp;
  private boolean sharesRun;
  private boolean sharesServices;
  private String closedFile = "";
  private String barrier = "";

  /** {@code parameters} are those that the entry's daemon will see. */
  NeedsFinder(
      Machine machine,
      InstanceSettings instance,
      Entry entry,
      Profile profile,
      Parameters parameters,
      Problems problems) {
    this.machine = machine;
    this.instance = instance;
    this.entry = entry;
    this.parameters = parameters;
    this.problems = problems;
    this.profile = profile;
  }

  Needs find() {
    NamedFiles named = NamedFiles.of(profile.program(), parameters);
    for (String file : named.files()) {
      read(file.startsWith("/") ? file : instance.queueDirectory() + "/" + file);
    }
    for (String socket : named.sockets()) {
      connect(socket);
    }
    byProgram();
    noticeNeighbours(named);
    return new Needs(
        List.copyOf(groups),
        closedFile,
        barrier,
        homes,
        sharesTmp,
        sharesRun,
        sharesServices,
        queueFolders,
        folders,
        jailPaths);
  }

  /** proxymap opens tables as the mail owner under master(8) too. */
  private void read(String file) {
    notice(file);
    notice(machine.target(file));
    if (profile.program().equals("proxymap")) {
      return;
    }
    Access access = machine.reading(file, reader());
    if (access instanceof Access.RootOnly closed) {
      closeBehind(file, closed.barrier());
    } else if (access instanceof Access.ThroughGroups through) {
      join(file, through.gids());
    }
  }

  /** A program that starts as root opens its files as root, but without root's rights. */
  private User reader() {
    return profile.start() == Profile.Start.AS_MAIL_OWNER
        ? instance.mailOwner()
        : machine.user("root");
  }

  private void closeBehind(String file, String at) {
    if (closedFile.isEmpty()) {
      closedFile = file;
      barrier = at;
    }
  }

  private void join(String file, List<Integer> gids) {
    if (profile.start() != Profile.Start.AS_MAIL_OWNER) {
      closeBehind(file, file);
      return;
    }
    for (int gid : gids) {
      String name = machine.groupName(gid);
      boolean isGood = SystemdText.objectionToUser(name).isEmpty();
      addGroup(isGood ? name : Integer.toString(gid));
    }
  }

  private void addGroup(String group) {
    if (!groups.contains(group)) {
      groups.add(group);
    }
  }

  private void connect(String socket) {
    notice(socket);
    if (entry.chroot()) {
      lookInJail(socket);
    }
  }

  /** Under chroot "y" a path meant one below the queue, if that is how the admin set it up. */
  private void lookInJail(String path) {
    String folder = path.substring(0, path.lastIndexOf('/'));
    String target = SHARED_FOLDERS.contains(folder) ? path : folder;
    boolean isThere = machine.hasFolder(instance.queueDirectory() + folder);
    if (isThere && !jailPaths.contains(target)) {
      String objection = SystemdText.objectionToBind(instance.queueDirectory() + target);
      addUnless(objection, target, jailPaths, "this service won't find it");
    }
  }

  private void addUnless(String objection, String path, List<String> paths, String done) {
    if (objection.isEmpty()) {
      paths.add(path);
    } else {
      String text = "path " + path + " " + objection + "; " + done;
      problems.addOnce(Problem.warning(entry.place(), text));
    }
  }

  private void notice(String path) {
    if (isBelow(path, HOMES)) {
      see(Needs.Homes.READABLE);
    }
    sharesTmp |= isBelow(path, TEMPORARY);
    sharesRun |= isBelow(path, RUN);
    sharesServices |= isBelow(path, SERVICES);
  }

  /** Milters of smtpd_milter_maps can't be told from here. */
  private void noticeNeighbours(NamedFiles named) {
    sharesRun |=
        named.asksOthers()
            || !profile.isKnown()
            || TALKING.contains(profile.program())
            || (profile.program().equals("smtpd") && !value("smtpd_milter_maps").isEmpty());
    // Where it delivers is said by the queue manager only.
    sharesServices |= profile.program().equals("lmtp");
    for (String folder : instance.folders()) {
      sharesRun |= isBelow(folder + "/", RUN);
    }
    for (String folder : folders) {
      sharesRun |= isBelow(folder + "/", RUN);
    }
  }

  private void see(Needs.Homes atLeast) {
    homes = homes.compareTo(atLeast) < 0 ? atLeast : homes;
  }

  private static boolean isBelow(String path, List<String> folders) {
    for (String folder : folders) {
      if (path.startsWith(folder)) {
        return true;
      }
    }
    return false;
  }

  private void byProgram() {
    switch (profile.program()) {
      case "local", "pipe" -> reachEverything();
      case "postlogd" -> log();
      case "proxymap" -> cache();
      case "smtpd" -> serve();
      case "spawn" -> run();
      case "virtual" -> deliver();
      default -> {}
    }
  }

  private void reachEverything() {
    see(Needs.Homes.WRITABLE);
    sharesTmp = true;
  }

  private void log() {
    String file = value("maillog_file");
    if (file.startsWith("/") && !file.startsWith("/dev/")) {
      addFolder(file.substring(0, file.lastIndexOf('/')));
    }
  }

  private void cache() {
    if (entry.service().equals("proxywrite")) {
      folders.add(instance.dataDirectory());
    }
  }

  private void serve() {
    if (value("smtpd_proxy_options").contains("speed_adjust")) {
      queueFolders.add("incoming");
    }
    boolean isCyrus = !value("smtpd_sasl_type").equals("dovecot");
    if (!value("smtpd_sasl_auth_enable").equals("yes") || !isCyrus) {
      return;
    }
    if (machine.hasGroup(SASL_GROUP)) {
      addGroup(SASL_GROUP);
    }
    connect(SASLAUTHD + "/mux");
  }

  private void run() {
    for (String argument : entry.arguments()) {
      notice(argument.startsWith("argv=") ? argument.substring("argv=".length()) : argument);
    }
  }

  private void deliver() {
    String base = value("virtual_mailbox_base");
    if (base.length() > 1 && base.startsWith("/")) {
      addFolder(base);
    }
    if (folders.isEmpty() || isBelow(base + "/", HOMES)) {
      see(Needs.Homes.WRITABLE);
    }
  }

  private void addFolder(String folder) {
    String objection = SystemdText.objectionTo(folder);
    addUnless(objection, folder, folders, "the sandbox doesn't name it");
  }

  /** Quiet: what can't be computed here is the daemon's to complain about. */
  private String value(String name) {
    return parameters.expand("$" + name) instanceof Parsed.Good<String> good ? good.value() : "";
  }
}
