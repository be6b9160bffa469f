package org.masterless.generator.write;

import org.masterless.generator.translate.Generated;
import org.masterless.system.Errno;
import org.masterless.system.Files;

/**
 * The folder that systemd gives a generator to write in.
 *
 * <p>Everything appears under its name at once and whole: it is made under another name in the same
 * folder, in one write, and then renamed.
 */
public final class UnitFolder implements UnitSink {
  private static final String TEMPORARY = ".masterless-generator.new";

  private final Files files;
  private final String folder;

  public UnitFolder(Files files, String folder) {
    this.files = files;
    this.folder = folder;
  }

  @Override
  public String put(Generated generated) {
    String path = folder + "/" + generated.path();
    String parent = path.substring(0, path.lastIndexOf('/'));
    String temporary = parent + "/" + TEMPORARY;
    int answer = write(generated, temporary);
    if (answer == -Errno.ENOENT && !parent.equals(folder)) {
      int made = files.mkdir(parent, 0755);
      answer = made < 0 ? made : write(generated, temporary);
    }
    answer = answer < 0 ? answer : files.rename(temporary, path);
    if (answer < 0) {
      files.unlink(temporary);
      return "can't write " + path + ": " + Errno.message(answer);
    }
    return "";
  }

  private int write(Generated generated, String temporary) {
    return generated instanceof Generated.Link link
        ? link(link.target(), temporary)
        : TextFile.write(files, temporary, text(generated), 0644);
  }

  /** Over what an earlier run may have left behind, as files are written over it. */
  private int link(String target, String temporary) {
    int answer = files.symlink(target, temporary);
    if (answer == -Errno.EEXIST) {
      files.unlink(temporary);
      answer = files.symlink(target, temporary);
    }
    return answer;
  }

  private static String text(Generated generated) {
    if (generated instanceof Generated.Unit unit) {
      return unit.text();
    }
    return generated instanceof Generated.DropIn dropIn ? dropIn.text() : "";
  }
}
