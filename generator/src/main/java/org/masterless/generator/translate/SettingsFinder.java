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
  private static final String DEFAULT_IMPORTS =
      "MAIL_CONFIG MAIL_DEBUG MAIL_LOGTAG TZ XAUTHORITY DISPLAY LANG POSTLOG_SERVICE"
          + " POSTLOG_HOSTNAME";

  /** Debian 12's own generator names handles by {@code multi_instance_name}. */
  private static final String DEBIAN_12_GENERATOR =
      "/lib/systemd/system-generators/postfix-instance-generator";

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

  /** Nothing where systemd takes no unit with a folder of this instance in it. */
  Optional<InstanceSettings> find() {
    boolean areGood = isGood("configuration directory", listed.directory());
    for (String name :
        List.of("queue_directory", "data_directory", "daemon_directory", "command_directory")) {
      areGood &= isGood(name, parameters.get(name));
    }
    return areGood ? Optional.of(settings()) : Optional.empty();
  }

  private boolean isGood(String name, String path) {
    String text = SystemdText.objectionTo(path);
    boolean isMounted = text.isEmpty() && name.equals("queue_directory");
    String objection = isMounted ? SystemdText.objectionToMount(path) : text;
    if (!objection.isEmpty()) {
      problems.add(
          Problem.error(
              parameters.placeOf(name).orElse(listed.place()),
              name + " " + objection + "; no units for this instance"));
    }
    return objection.isEmpty();
  }

  private InstanceSettings settings() {
    String multi = parameters.get("multi_instance_name");
    String name = multi.isEmpty() ? InstanceSettings.DEFAULT_NAME : multi;
    return new InstanceSettings(
        name,
        handle(multi),
        listed.place().file() + ":" + listed.place().line(),
        listed.directory(),
        parameters.get("queue_directory"),
        parameters.get("data_directory"),
        parameters.get("daemon_directory"),
        parameters.get("command_directory"),
        machine.user(parameters.get("mail_owner")),
        parameters.integer("default_process_limit", 1),
        parameters.seconds("service_throttle_time", 1),
        imports(),
        environment(name),
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
            && !machine.hasFile(DEBIAN_12_GENERATOR);
    String instance = byFolder ? folder.substring("postfix-".length()) : multiInstanceName;
    return "postfix@" + UnitNames.escape(instance) + ".service";
  }

  /** Names of what daemons get; empty for Postfix's default. */
  private String imports() {
    List<String> names = new ArrayList<>();
    for (EnvironmentItem item : EnvironmentItem.list(parameters, "import_environment")) {
      names.add(item.name());
    }
    String all = String.join(" ", names);
    return all.equals(DEFAULT_IMPORTS) ? "" : all;
  }

  /** What Debian's start gives, and what import_environment sets whatever it was before. */
  private List<String> environment(String name) {
    List<String> environment = new ArrayList<>();
    environment.add("MAIL_CONFIG=" + listed.directory());
    environment.add("MAIL_LOGTAG=" + name);
    for (EnvironmentItem item : EnvironmentItem.list(parameters, "import_environment")) {
      item.value().ifPresent(value -> environment.add(item.name() + "=" + value));
    }
    return environment;
  }
}
