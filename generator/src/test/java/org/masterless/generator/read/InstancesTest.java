package org.masterless.generator.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InstancesTest {
  private final Problems problems = new Problems();

  private List<Instance> read(String text) {
    return Instances.read("instances", text, problems);
  }

  @Test
  void eachLineIsADirectory() {
    assertThat(read("# Postfix\n\n/etc/postfix\n  /etc/postfix-out/ \r\n"))
        .containsExactly(
            new Instance(new Place("instances", 3, 1), "/etc/postfix"),
            new Instance(new Place("instances", 4, 3), "/etc/postfix-out"));
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void nothingButCommentsIsNoInstance() {
    assertThat(read("# /etc/postfix\n  # x")).isEmpty();
    assertThat(problems.all()).isEmpty();
  }

  @Test
  void aRelativeDirectoryIsAProblem() {
    assertThat(read("etc/postfix\n/etc/postfix")).hasSize(1);
    assertThat(Reading.strings(problems))
        .containsExactly(
            "instances:1:1: error: expected an absolute directory, not \"etc/postfix\"; ignoring"
                + " this line");
  }

  @Test
  void aNulIsAProblem() {
    assertThat(read("/etc/\0")).isEmpty();
    assertThat(problems.hasErrors()).isTrue();
  }

  @Test
  void aDirectoryCountsOnce() {
    assertThat(read("/etc/postfix\n/etc/postfix/\n")).hasSize(1);
    assertThat(Reading.strings(problems))
        .containsExactly(
            "instances:2:1: warning: \"/etc/postfix\" is listed twice, first at instances:1:1;"
                + " ignoring this line");
  }
}
