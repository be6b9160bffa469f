package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The proxy passes mail on to a real Dovecot's LMTP, all of it or that of some users. */
@OnMachine
class RelayToDovecotTest {
  private static final int TO_DOVECOT = 24;
  private static final int BY_LOOKUP = 26;
  private static final int USERS = 12;

  private static final String ENTRIES =
      """
      24 inet n - n - - lmtp-proxy
        -o user=masterless-lmtp -o socket_input=yes -o jit=yes
        --config /etc/masterless/to-dovecot.conf
      26 inet n - n - - lmtp-proxy
        -o user=masterless-lmtp -o socket_input=yes -o jit=yes
        -o run_paths=/run/masterless/lmtp-deliver,/run/dovecot/auth-userdb
        --config /etc/masterless/by-lookup.conf
      """;

  private static final String ADDRESSES = "[addresses]\nlocal_domains = example.test\n[relay]\n";

  /** Who may ask Dovecot where any user's mail is. */
  private static final String OWNER =
      """
      service auth {
        unix_listener auth-userdb {
          user = masterless-lmtp
          mode = 0600
        }
      }
      """;

  /** Sends as Postfix does, all that needs no answer at once, and says what it is answered. */
  private static final String CLIENT =
      """
      import socket, sys

      connection = socket.create_connection(('127.0.0.1', int(sys.argv[1])), 60)
      stream = connection.makefile('rb')

      def hear():
          line = stream.readline()
          while line[3:4] == b'-':
              line = stream.readline()
          print(line.decode().rstrip(), flush=True)
          return line[:1]

      def say(*lines):
          connection.sendall(b''.join(line.encode() + b'\\r\\n' for line in lines))

      hear()
      say('LHLO client.example.test')
      hear()
      say('MAIL FROM:<carol@example.com>', *(f'RCPT TO:<{to}>' for to in sys.argv[3:]), 'DATA')
      hear()
      accepted = [hear() for _ in sys.argv[3:]].count(b'2')
      hear()
      say('Subject: ' + sys.argv[2], '', *('x' * 900 for _ in range(9)), '.', 'QUIT')
      for _ in range(accepted + 1):
          hear()
      """;

  /** Odd ones have room; even ones don't; all but the last four are Dovecot's by look-up. */
  @Prepare
  static void startServices(Machine machine) {
    LmtpServices.addUsers(machine, USERS);
    machine.write("/etc/masterless/to-dovecot.conf", ADDRESSES + "to = inet:127.0.0.1:2424\n");
    machine.write(
        "/etc/masterless/by-lookup.conf", ADDRESSES + "lookup = /run/dovecot/auth-userdb\n");
    LmtpServices.start(machine, ENTRIES);
    String fields =
        machine.release() == Release.BOOKWORM
            ? "userdb_quota_rule=*:storage=1K"
            : "userdb_quota_storage_size=1K";
    DovecotServer.start(
        machine,
        IntStream.rangeClosed(1, USERS)
            .mapToObj(user -> line(user, user % 2 == 0 ? fields : ""))
            .collect(Collectors.joining()));
    machine.append("/etc/dovecot/dovecot.conf", OWNER);
    machine.run("systemctl", "restart", "dovecot").ok();
    machine.write("/root/client.py", CLIENT);
  }

  private static String line(int user, String more) {
    int uid = LmtpServices.uid(user);
    String elsewhere = user <= USERS - 4 ? "proxy=y host=127.0.0.1 port=2424 " : "";
    return "u%d::%d:%d::/home/u%d::%s%s\n".formatted(user, uid, uid, user, elsewhere, more);
  }

  private static List<String> send(Machine machine, int port, String subject, String... users) {
    Stream<String> addresses = Stream.of(users).map(user -> user + "@example.test");
    Stream<String> command = Stream.of("python3", "/root/client.py", "" + port, subject);
    return machine.run(Stream.concat(command, addresses).toArray(String[]::new)).ok().lines();
  }

  private static boolean has(Machine machine, int user, String subject) {
    String files = "/home/u%d/Maildir/new".formatted(user);
    return machine.run("grep", "-rq", "^Subject: " + subject + "$", files).exit() == 0;
  }

  @Test
  void eachRecipientIsAnsweredWhatDovecotSaysOfHim(Machine machine) {
    List<String> said = send(machine, TO_DOVECOT, "static", "u1", "u2", "nobody-here", "u3", "u4");

    assertThat(said.subList(3, 8))
        .satisfiesExactly(
            reply -> assertThat(reply).startsWith("250 2.1.5 "),
            reply -> assertThat(reply).startsWith("250 2.1.5 "),
            reply -> assertThat(reply).startsWith("550 5.1.1 <nobody-here@example.test>"),
            reply -> assertThat(reply).startsWith("250 2.1.5 "),
            reply -> assertThat(reply).startsWith("250 2.1.5 "));
    assertThat(said.get(8)).startsWith("354 ");
    assertThat(said.subList(9, said.size()))
        .satisfiesExactly(
            reply -> assertThat(reply).startsWith("250 2.0.0 <u1@example.test>"),
            reply -> assertThat(reply).startsWith("552 5.2.2 <u2@example.test>"),
            reply -> assertThat(reply).startsWith("250 2.0.0 <u3@example.test>"),
            reply -> assertThat(reply).startsWith("552 5.2.2 <u4@example.test>"),
            reply -> assertThat(reply).startsWith("221 "));
    assertThat(IntStream.rangeClosed(1, 4).filter(user -> has(machine, user, "static")))
        .containsExactly(1, 3);
  }

  /** Those who have no host get it from us, without Dovecot's quota. */
  @Test
  void dovecotsPasswordDatabaseSaysWhoGetsItFromWhom(Machine machine) {
    String[] users = {
      "u11", "u2", "u1", "nobody-here", "u9", "u4", "u3", "u12", "u6", "u5", "u10", "u8", "u7"
    };
    List<String> said = send(machine, BY_LOOKUP, "looked up", users);

    for (int i = 0; i < users.length; i++) {
      String code = users[i].equals("nobody-here") ? "550 5.1.1" : "250 2.1.5";
      assertThat(said.get(3 + i)).as(users[i]).startsWith(code);
    }
    List<String> replies = said.subList(4 + users.length, said.size() - 1);
    List<String> accepted = Stream.of(users).filter(user -> user.startsWith("u")).toList();
    assertThat(replies).hasSameSizeAs(accepted);
    for (int i = 0; i < accepted.size(); i++) {
      int user = Integer.parseInt(accepted.get(i).substring(1));
      String code = isFull(user) ? "552 5.2.2" : "250 2.0.0";
      assertThat(replies.get(i)).startsWith(code + " <u" + user + "@example.test>");
      assertThat(has(machine, user, "looked up")).as("u" + user).isNotEqualTo(isFull(user));
    }
    assertThat(machine.sh("head -n 9 $(grep -rl 'looked up' /home/u9/Maildir/new)").out())
        .contains("with LMTP")
        .doesNotContain("Dovecot");
  }

  private static boolean isFull(int user) {
    return user <= USERS - 4 && user % 2 == 0;
  }
}
