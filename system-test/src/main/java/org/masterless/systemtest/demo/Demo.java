package org.masterless.systemtest.demo;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.masterless.systemtest.Bootable;
import org.masterless.systemtest.Machine;
import org.masterless.systemtest.Postfix;
import org.masterless.systemtest.ProcessInfo;
import org.masterless.systemtest.Release;
import org.masterless.systemtest.SmtpClient;

/**
 * {@code make demo}: switches a throw-away Debian machine's Postfix over to units and sends mail
 * through it, and by LMTP to three users; or shows what can be shown offline where no machine can
 * be booted.
 */
public final class Demo {
  private static final String INSTANCES = "/etc/masterless/instances";

  private final Screen screen;
  private final Machine machine;
  private final Units units;
  private final Shell shell;

  private Demo(Screen screen, Machine machine) {
    this.screen = screen;
    this.machine = machine;
    this.units = new Units(machine);
    this.shell = new Shell(screen, machine);
  }

  /**
   * Runs the demo; exits with 1 when something did not work.
   *
   * @param arguments the staged tree, the release, and {@code colour} or {@code plain}
   */
  public static void main(String[] arguments) {
    Path stage = Path.of(arguments[0]).toAbsolutePath();
    Optional<Release> release = Release.named(arguments[1]);
    if (release.isEmpty()) {
      System.err.println(
          "RELEASE=" + arguments[1] + ": expected one of " + Arrays.toString(Release.values()));
      System.exit(2);
    }
    // systemd's tools and Postfix speak UTF-8 whatever the developer's locale is.
    Screen screen =
        new Screen(
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
            arguments[2].equals("colour"));
    Optional<String> obstacle = Bootable.obstacle();
    boolean worked;
    if (obstacle.isPresent()) {
      screen.bad("No machine can be booted here (" + obstacle.get() + "), so this is offline.");
      worked = new OfflineDemo(screen, stage).run();
    } else {
      worked = onMachine(screen, stage, release.orElseThrow());
    }
    System.exit(worked ? 0 : 1);
  }

  private static boolean onMachine(Screen screen, Path stage, Release release) {
    screen.step("Booting a throw-away Debian " + release + " (its image is built on first use)");
    try (Machine machine = Machine.boot(release)) {
      return new Demo(screen, machine).run(stage);
    }
  }

  private boolean run(Path stage) {
    machine.addUser("alice");
    showStock();
    switchOver(stage);
    sendMail();
    showUnits();
    boolean lmtp = new LmtpDemo(screen, machine).run();
    return showNoMaster() && lmtp;
  }

  private void showStock() {
    screen.line(
        machine.sh(". /etc/os-release; echo \"$PRETTY_NAME\"").text()
            + ", "
            + machine.sh("postconf -dh mail_version | sed 's/^/Postfix /'").text());
    screen.step("Before: Debian's own Postfix, one master and one unit for everything");
    List<ProcessInfo> stock = Postfix.on(machine).processes();
    String unit =
        stock.stream()
            .filter(process -> process.name().equals("master"))
            .map(ProcessInfo::unit)
            .findFirst()
            .orElse("postfix.service");
    stock.forEach(process -> screen.line("%5d %s".formatted(process.pid(), process.commandLine())));
    Map<String, String> exposure = units.exposures(List.of(unit));
    screen.typed("systemd-analyze security " + unit);
    showScore(exposure.getOrDefault(unit, "?"));
  }

  private void showScore(String score) {
    if (score.endsWith("OK")) {
      screen.line("exposure " + score);
    } else {
      screen.bad("exposure " + score);
    }
  }

  private void switchOver(Path stage) {
    screen.step("Installing masterless and switching over; nothing in /etc/postfix changes");
    machine.install(stage);
    shell.run("echo /etc/postfix >> " + INSTANCES);
    shell.run("systemctl daemon-reload");
    shell.run("systemctl restart postfix");
    shell.run("systemctl is-active postfix");
  }

  private void sendMail() {
    screen.step("A mail by SMTP and one by sendmail, to alice");
    try (SmtpClient client = SmtpClient.connect(machine)) {
      client.mail("bob@example.test", "alice@localhost", "Subject: by SMTP\n\nHello by SMTP.\n");
      client.quit();
    }
    machine.runWith("Subject: by sendmail\n\nHello by sendmail.\n", "sendmail", "alice").ok();
    Postfix postfix = Postfix.on(machine);
    screen.typed("cat /var/mail/alice");
    screen.block(postfix.awaitMail("alice", "Subject: by SMTP"));
    screen.line("");
    screen.block(postfix.awaitMail("alice", "Subject: by sendmail"));
  }

  private void showUnits() {
    screen.step("After: a unit for each line of master.cf; what is idle has a socket, no process");
    screen.table(units.table());
    screen.line("");
    shell.run("systemctl status postfix --no-pager --lines=0");
  }

  private boolean showNoMaster() {
    screen.step("Who runs now");
    screen.typed("pgrep -l master");
    List<ProcessInfo> all = machine.processes();
    boolean hasMaster = all.stream().anyMatch(process -> process.name().equals("master"));
    if (hasMaster) {
      screen.bad("A master process is still there.");
    } else {
      screen.good("No master process.");
    }
    return !hasMaster;
  }
}
