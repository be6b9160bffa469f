package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Connects to some ports again and again, while a test does what none of them may notice. */
final class Hammer implements AutoCloseable {
  /** Goes on for as long as its file is there; says each refusal, and at the end how often. */
  private static final String SCRIPT =
      """
      while [ -e /root/hammer ]; do
        for port in %s; do
          n=$((n + 1))
          (exec 3<>/dev/tcp/127.0.0.1/$port) 2>/dev/null || echo "refused $port"
        done
        sleep 0.01
      done
      echo "$n connections"
      """;

  private final Machine machine;
  private final Session session;

  private Hammer(Machine machine, Session session) {
    this.machine = machine;
    this.session = session;
  }

  static Hammer on(Machine machine, Integer... ports) {
    machine.run("touch", "/root/hammer").ok();
    String all = Arrays.stream(ports).map(Object::toString).collect(Collectors.joining(" "));
    return new Hammer(machine, machine.start("bash", "-c", SCRIPT.formatted(all)));
  }

  /** Stops; answers how many connections there were, such as "812 connections". */
  String noneRefused() {
    machine.run("rm", "/root/hammer").ok();
    List<String> said = session.rest();
    assertThat(said).as("refused connections").hasSize(1);
    return said.get(0);
  }

  @Override
  public void close() {
    session.close();
  }
}
