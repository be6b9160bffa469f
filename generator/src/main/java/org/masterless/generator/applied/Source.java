package org.masterless.generator.applied;

/** Which files a reload reads. */
enum Source {
  /** Those that the admin edits. */
  EDITED,
  /** Those in force: when another version of us makes other units of them. */
  IN_FORCE;

  String folder(InstanceState state, String directory) {
    return this == EDITED ? directory : state.folder();
  }
}
