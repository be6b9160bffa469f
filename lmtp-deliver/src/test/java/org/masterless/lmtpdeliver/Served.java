package org.masterless.lmtpdeliver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.masterless.delivery.Envelope;

/**
 * The native {@code lmtp-deliver} with a socket as systemd passes it, and users u1 and u2 with uids
 * and homes of their own. Becoming them takes root.
 */
abstract class Served {
  /** The replies for a message that is on disk. */
  static final List<String> STORED = List.of("250 2.1.5", "250 2.0.0");

  static final int UID = 20_001;
  private static final long PATIENCE = 20_000;

  @TempDir static Path built;
  @TempDir Path folder;

  Path program = Path.of("target/native/release/lmtp-deliver").toAbsolutePath();
  Path users;
  Path home;
  Path socket;

  /** What comes before the program's own command line: setpriv(1) and the like. */
  List<String> prefix = List.of();

  private final List<Conversation> conversations = new ArrayList<>();
  private Optional<Process> served = Optional.empty();

  @BeforeAll
  static void compile() throws Exception {
    Path source = built.resolve("listen.c");
    try (var text = Served.class.getResourceAsStream("listen.c")) {
      assertThat(text).isNotNull();
      Files.write(source, text.readAllBytes());
    }
    Process gcc =
        new ProcessBuilder("gcc", "-Wall", "-o", built.resolve("listen") + "", source + "")
            .inheritIO()
            .start();
    assertThat(gcc.waitFor()).as("exit status of gcc").isZero();
  }

  @BeforeEach
  void makeUsers() throws IOException {
    assumeTrue(isRoot() || !becomesOthers(), "needs root, to become other users");
    socket = folder.resolve("socket");
    users = folder.resolve("users");
    home = folder.resolve("u1");
    if (isRoot()) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
      makeHome("u1", UID);
      makeHome("u2", UID + 1);
      Files.writeString(users, line("u1", UID) + line("u2", UID + 1) + line("low", 5));
    }
  }

  boolean isRoot() throws IOException {
    return uid(folder) == 0;
  }

  /** Whether a test of this class is about other users than the one that it runs as. */
  boolean becomesOthers() {
    return true;
  }

  private void makeHome(String name, int uid) throws IOException {
    own(Files.createDirectory(folder.resolve(name)), uid);
  }

  static void own(Path path, int uid) throws IOException {
    Files.setAttribute(path, "unix:gid", uid, LinkOption.NOFOLLOW_LINKS);
    Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
  }

  private String line(String name, int uid) {
    return name + "::" + uid + ":" + uid + "::" + folder.resolve(name) + "::\n";
  }

  static int uid(Path path) throws IOException {
    return (int) Files.getAttribute(path, "unix:uid");
  }

  /** With the users of this test. */
  void serve(String... options) throws IOException {
    List<String> words = new ArrayList<>(List.of("--users", "passwd-file:" + users));
    words.addAll(List.of(options));
    start(List.of(), words);
  }

  /** {@code how} is for listen.c. */
  void start(List<String> how, List<String> options) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(built.resolve("listen").toString());
    command.addAll(how);
    command.addAll(List.of(socket.toString(), program.toString()));
    command.addAll(options);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().put("SECRET", "of the service");
    builder.redirectError(folder.resolve("errors").toFile());
    served = Optional.of(builder.start());
    await("the socket", () -> Files.exists(socket));
  }

  Process process() {
    return served.orElseThrow();
  }

  @AfterEach
  void end() throws Exception {
    for (Conversation conversation : conversations) {
      conversation.close();
    }
    if (served.isPresent()) {
      served.get().destroy();
      if (!served.get().waitFor(10, TimeUnit.SECONDS)) {
        served.get().descendants().forEach(ProcessHandle::destroyForcibly);
        served.get().destroyForcibly();
      }
      assertThat(log()).noneMatch(line -> line.contains("AddressSanitizer"));
      assertThat(log()).noneMatch(line -> line.contains("runtime error"));
    }
  }

  Conversation connect() throws IOException {
    Conversation conversation = new Conversation(socket);
    conversations.add(conversation);
    return conversation;
  }

  /** The two replies to a message for {@code name}. */
  List<String> deliver(String name, Envelope envelope, String body) throws IOException {
    Conversation front = connect().name(name);
    String first = front.reply();
    if (!first.startsWith("250")) {
      return List.of(first);
    }
    front.envelope(envelope).data(body);
    front.send(
        org.masterless.delivery.Frame.of(
            org.masterless.delivery.Frame.Type.END, Conversation.end(body).payload()));
    return List.of(first, front.reply());
  }

  List<String> deliver(String name) throws IOException {
    return deliver(name, Conversation.envelope(), Conversation.BODY);
  }

  /** Of the home of u1. */
  List<Path> messages() throws IOException {
    return filesIn(home.resolve("Maildir/new"));
  }

  static List<Path> filesIn(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.sorted().toList();
    }
  }

  void assertNothingIsLeft() throws IOException {
    assertThat(messages()).isEmpty();
    assertThat(filesIn(home.resolve("Maildir/tmp"))).isEmpty();
  }

  /** What the program wrote to standard error. */
  List<String> log() throws IOException {
    Path errors = folder.resolve("errors");
    return Files.exists(errors) ? Files.readAllLines(errors, ISO_8859_1) : List.of();
  }

  static void await(String what, Callable<Boolean> condition) {
    long end = System.currentTimeMillis() + PATIENCE;
    try {
      while (!condition.call()) {
        assertThat(System.currentTimeMillis()).as("waiting for " + what).isLessThan(end);
        Thread.sleep(5);
      }
    } catch (Exception failed) {
      throw new AssertionError("waiting for " + what, failed);
    }
  }

  /** The process of the only delivery that runs. */
  ProcessHandle child() {
    await("a child", () -> process().children().count() == 1);
    return process().children().findFirst().orElseThrow();
  }

  void waitForChildren() {
    await("the end of all children", () -> process().children().findAny().isEmpty());
  }
}
