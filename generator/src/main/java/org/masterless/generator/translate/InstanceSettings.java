package org.masterless.generator.translate;

import java.util.List;
import org.masterless.generator.machine.User;

/**
 * What all units of one Postfix instance share.
 *
 * @param name first part of its units' names: {@code multi_instance_name}, or {@code postfix}
 * @param handle the distribution's unit that stands for the whole instance
 * @param listed place in {@code /etc/masterless/instances}, for people
 * @param configDirectory where its main.cf and master.cf are
 * @param mailOwner as the accounts of this machine have it
 * @param leastBacklog {@code default_process_limit}: no socket has a shorter queue
 * @param throttle {@code service_throttle_time} in seconds
 * @param imports names of what daemons get of the environment; empty for Postfix's default
 * @param environment {@code NAME=value} for all daemons
 * @param hasFlowControl whether {@code in_flow_delay} is above 0
 */
record InstanceSettings(
    String name,
    String handle,
    String listed,
    String configDirectory,
    String queueDirectory,
    String dataDirectory,
    String daemonDirectory,
    String commandDirectory,
    User mailOwner,
    int leastBacklog,
    int throttle,
    String imports,
    List<String> environment,
    boolean hasFlowControl) {
  static final String DEFAULT_NAME = "postfix";

  /** Of the default instance, whose directory is {@code /etc/postfix}. */
  static final String DEFAULT_HANDLE = "postfix.service";

  String masterCf() {
    return configDirectory + "/master.cf";
  }

  String slice() {
    return UnitNames.slice(name);
  }

  /** All sockets of the instance, and what runs from the start. */
  String target() {
    String slice = slice();
    return slice.substring(0, slice.lastIndexOf('.')) + ".target";
  }

  /** What the stand-in asks to apply an edit, and how the units for that name the instance. */
  String applySocket() {
    return "masterless-apply@" + UnitNames.escape(name) + ".socket";
  }

  /** What that socket is called; root's alone. */
  String applyPath() {
    return "/run/masterless-apply/" + UnitNames.escape(name);
  }

  /** Where its stand-in and supervisors meet. */
  String runtimeFolder() {
    return "/run/" + runtimeName();
  }

  /** The same as {@code RuntimeDirectory=} wants it. */
  String runtimeName() {
    return "masterless/" + runtimePart();
  }

  String runtimePart() {
    return FolderName.of(name);
  }

  /** What its stand-in holds as long as it runs. */
  String identity() {
    return String.join(" ", name, queueDirectory, dataDirectory, mailOwner.name());
  }

  boolean isDefault() {
    return handle.equals(DEFAULT_HANDLE);
  }

  /** What each of its daemons reads. */
  List<String> folders() {
    return List.of(configDirectory, queueDirectory, dataDirectory, daemonDirectory);
  }

  /** Paths below the queue. */
  List<String> inQueue(List<String> folders) {
    return folders.stream().map(folder -> queueDirectory + "/" + folder).toList();
  }
}
