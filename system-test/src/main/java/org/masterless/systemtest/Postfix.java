package org.masterless.systemtest;

import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What an admin of Postfix does and looks at: settings, queue, mailboxes. */
public final class Postfix {
  private static final String INSTANCES = "/etc/masterless/instances";

  private final Machine machine;

  private Postfix(Machine machine) {
    this.machine = machine;
  }

  public static Postfix on(Machine machine) {
    return new Postfix(machine);
  }

  /** A message in the queue, as {@code postqueue -j} shows it. */
  public record Queued(String queue, String id, String sender, List<String> recipients) {

    public Queued {
      recipients = List.copyOf(recipients);
    }
  }

  /** Puts the default instance on units, as the manual tells an admin to. */
  public void toUnits() {
    machine.write(INSTANCES, "/etc/postfix\n");
    switchOver();
  }

  /** Gives the default instance back to master. */
  public void toStock() {
    machine.write(INSTANCES, "# none\n");
    switchOver();
  }

  /** Tests restart more often than an admin, whom systemd stops after five times in 10 s. */
  private void switchOver() {
    machine.run("systemctl", "daemon-reload").ok();
    machine.run("systemctl", "reset-failed", "postfix", "postfix@-");
    machine.run("systemctl", "restart", "postfix").ok();
  }

  /** Makes what was changed in main.cf count. */
  public void reload() {
    machine.run("systemctl", "reload", "postfix").ok();
  }

  /** Makes what was changed in master.cf count. */
  public void restart() {
    switchOver();
  }

  /** Sends a message from root's shell through sendmail(1). */
  public void sendmail(String from, String to, String subject) {
    machine
        .runWith(
            "Subject: %s\nTo: %s\n\nhello\n".formatted(subject, to), "sendmail", "-f", from, to)
        .ok();
  }

  /** Sends a message to port 25, and fails unless it is accepted. */
  public void smtp(String from, String to, String subject) {
    try (SmtpClient client = SmtpClient.connect(machine)) {
      client.mail(from, to, "Subject: %s\nTo: %s\n\nhello\n".formatted(subject, to));
      client.quit().is(221);
    }
  }

  /** Changes parameters of main.cf, each as {@code name=value}; Postfix isn't told. */
  public void set(String... parameters) {
    machine.run(words("postconf -e", parameters)).ok();
  }

  /** Adds or replaces an entry of master.cf, like {@code service("smtp/inet", "smtp inet …")}. */
  public void service(String name, String entry) {
    machine.run("postconf", "-M", name + "=" + entry).ok();
  }

  /** Sets a parameter for one entry of master.cf, like {@code option("smtp/inet", "hello=yes")}. */
  public void option(String name, String parameter) {
    machine.run("postconf", "-P", name + "/" + parameter).ok();
  }

  /** The value that a parameter has, after expansion. */
  public String get(String parameter) {
    return machine.run("postconf", "-hx", parameter).ok().text();
  }

  /** All messages in the queue. */
  public List<Queued> queue() {
    return machine.run("postqueue", "-j").ok().lines().stream().map(Postfix::queued).toList();
  }

  /** Waits until the queue is empty. */
  public void awaitEmptyQueue() {
    Eventually.await("an empty queue", this::queue, List::isEmpty);
  }

  /** Has what waits in the queue tried again until it is empty. */
  public void awaitQueueSent(Duration patience) {
    Eventually.eventually(
        "an empty queue",
        patience,
        () -> {
          machine.run("postqueue", "-f");
          return queue().isEmpty();
        });
  }

  /** Waits until a message is in the deferred queue, and returns it. */
  public Queued awaitDeferred() {
    return Eventually.await("a deferred message", this::deferred, list -> !list.isEmpty()).get(0);
  }

  /** The messages in a user's {@code /var/mail} file. */
  public List<String> mbox(String user) {
    String text = machine.run("cat", "/var/mail/" + user).out();
    return Stream.of(text.split("(?m)^(?=From )")).filter(mail -> !mail.isBlank()).toList();
  }

  /** The messages in a user's {@code ~/Maildir/new}. */
  public List<String> maildir(String user) {
    String script = "cd ~" + user + "/Maildir/new && for f in *; do cat \"$f\"; printf '\\0'; done";
    return Stream.of(machine.sh(script).out().split("\0")).filter(mail -> !mail.isBlank()).toList();
  }

  /** Waits for a message with this text in the user's mbox or Maildir, and returns it. */
  public String awaitMail(String user, String text) {
    return Eventually.await(
            "a mail to %s with \"%s\"".formatted(user, text),
            () -> Stream.concat(mbox(user).stream(), maildir(user).stream()).toList(),
            mails -> mails.stream().anyMatch(mail -> mail.contains(text)))
        .stream()
        .filter(mail -> mail.contains(text))
        .findFirst()
        .orElseThrow();
  }

  /** Every process that runs one of Postfix's daemons, master included. */
  public List<ProcessInfo> processes() {
    String folder = get("daemon_directory") + "/";
    return machine.processes().stream()
        .filter(process -> process.program().startsWith(folder))
        .toList();
  }

  private List<Queued> deferred() {
    return queue().stream().filter(message -> message.queue().equals("deferred")).toList();
  }

  private static Queued queued(String json) {
    return new Queued(
        strings(json, "queue_name").get(0),
        strings(json, "queue_id").get(0),
        strings(json, "sender").get(0),
        strings(json, "address"));
  }

  /** The values of a key, wherever it stands; addresses in tests need no unescaping. */
  private static List<String> strings(String json, String key) {
    return Pattern.compile("\"" + key + "\": \"([^\"]*)\"")
        .matcher(json)
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  private static String[] words(String command, String... more) {
    return Stream.concat(Stream.of(command.split(" ")), Stream.of(more)).toArray(String[]::new);
  }
}
