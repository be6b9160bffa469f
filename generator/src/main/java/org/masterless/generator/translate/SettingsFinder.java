package org.masterless.generator.translate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.masterless.generator.machine.Machine;
import org.masterless.generator.read.EnvironmentItem;
import org.masterless.generator.read.Instance;
import org.masterless.generator.read.Parameters;
import org.masterless.generator.read.Problem;
import org.masterless.generator.read.Problems;

/** Takes from main.cf what all units of an instance share. */
final class SettingsFinder {
  private static final String DEFAULT_DIRECTORY = "/etc/postfix";
  private static final String IMPORTS = "import_environment";
  private static final String DEFAULT_IMPORTS =
      "MAIL_CONFIG MAIL_DEBUG MAIL_LOGTAG TZ XAUTHORITY DISPLAY LANG POSTLOG_SERVICE"
          + " POSTLOG_HOSTNAME";

  private final Instance listed;
  private final Parameters parameters;
  private final Machine machine;
  private final Problems problems;

  SettingsFinder(Instance listed, Parameters parameters, Machine machine, Problems problems) {
    this.listed = listed;
    this.parameters = parameters;
    this.machine = machine;
    this.problems = problems;
  }

  /** Nothing where systemd takes no unit with what all units of this instance would hold. */
  Optional<InstanceSettings> find() {
    boolean areGood =
        isGood("configuration directory", SystemdText.objectionTo(listed.directory()));
    for (String name :
        List.of("queue_directory", "data_directory", "daemon_directory", "command_directory")) {
      areGood &= isGood(name, SystemdText.objectionTo(parameters.get(name)));
    }
    areGood &= isGood("queue_directory", SystemdText.objectionToMount(queueDirectory()));
    areGood &= isGood("mail_owner", MailOwner.objectionTo(parameters.get("mail_owner"), machine));
    areGood &= isGood("multi_instance_name", SystemdText.objectionToAssignment("X=" + name()));
    return areGood ? Optional.of(settings()) : Optional.empty();
  }

  private boolean isGood(String name, String objection) {
    if (!objection.isEmpty()) {
      problems.add(
          Problem.error(
              parameters.placeOf(name).orElse(listed.place()),
              name + " " + objection + "; no units for this instance"));
    }
    return objection.isEmpty();
  }

  private String queueDirectory() {
    return parameters.get("queue_directory");
  }

  private String name() {
    String multi = parameters.get("multi_instance_name");
    return multi.isEmpty() ? InstanceSettings.DEFAULT_NAME : multi;
  }

  private InstanceSettings settings() {
    return new InstanceSettings(
        name(),
        handle(parameters.get("multi_instance_name")),
        listed.place().file() + ":" + listed.place().line(),
        listed.directory(),
        queueDirectory(),
        parameters.get("data_directory"),
        parameters.get("daemon_directory"),
        parameters.get("command_directory"),
        machine.user(parameters.get("mail_owner")),
        parameters.integer("default_process_limit", 1),
        parameters.seconds("service_throttle_time", 1),
        imports(),
        environment(),
        parameters.seconds("in_flow_delay", 0) > 0);
  }

  /**
   * Debian 13 takes the instance from the directory: {@code postfix@X} is {@code /etc/postfix-X}.
   */
  private String handle(String multiInstanceName) {
    if (multiInstanceName.isEmpty() || listed.directory().equals(DEFAULT_DIRECTORY)) {
      return InstanceSettings.DEFAULT_HANDLE;
    }
    String folder = Words.lastPart(listed.directory());
    boolean byFolder =
        folder.startsWith("postfix-")
            && folder.length() > "postfix-".length()
            && !machine.hasFile(Debian12.GENERATOR);
    String instance = byFolder ? folder.substring("postfix-".length()) : multiInstanceName;
    return "postfix@" + UnitNames.escape(instance) + ".service";
  }

  /** Names of what daemons get; empty for Postfix's default. */
  private String imports() {
    List<String> names = new ArrayList<>();
    for (EnvironmentItem item : EnvironmentItem.list(parameters, IMPORTS)) {
      names.add(item.name());
    }
    String all = String.join(" ", names);
    return all.equals(DEFAULT_IMPORTS) ? "" : all;
  }

  /** What Debian's start gives, and what import_environment sets whatever it was before. */
  private List<String> environment() {
    List<String> environment = new ArrayList<>();
    environment.add("MAIL_CONFIG=" + listed.directory());
    environment.add("MAIL_LOGTAG=" + name());
    for (EnvironmentItem item : EnvironmentItem.list(parameters, IMPORTS)) {
      item.value().ifPresent(value -> assign(item.name() + "=" + value, environment));
    }
    return environment;
  }

  private void assign(String assignment, List<String> environment) {
    String objection = SystemdText.objectionToAssignment(assignment);
    if (objection.isEmpty()) {
      environment.add(assignment);
    } else {
      parameters.report(IMPORTS, assignment + " " + objection, "ignoring this item");
    }
  }
}
