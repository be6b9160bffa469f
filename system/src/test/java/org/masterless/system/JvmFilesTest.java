package org.masterless.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stand-in has to answer as the kernel does, or the tests that use it prove nothing. */
class JvmFilesTest {
  @TempDir Path root;
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private JvmFiles files = JvmFiles.below(Path.of("/"));

  @BeforeEach
  void makeFiles() {
    files = new JvmFiles(root, new ByteArrayInputStream(new byte[] {'h', 'i'}), output, System.err);
  }

  @Test
  void whatIsWrittenCanBeRead() {
    write("/a", "text");
    assertThat(FileContent.read(files, "/a", 100).text()).isEqualTo("text");
    assertThat(root.resolve("a")).hasContent("text");
  }

  @Test
  void errorsAreThoseOfTheKernel() {
    files.mkdir("/folder", 0755);
    assertThat(FileContent.read(files, "/nothing", 100).error()).isEqualTo(-Errno.ENOENT);
    assertThat(FileContent.read(files, "/folder", 100).error()).isEqualTo(-Errno.EISDIR);
    assertThat(files.mkdir("/folder", 0755)).isEqualTo(-Errno.EEXIST);
    assertThat(files.unlink("/folder")).isEqualTo(-Errno.EISDIR);
    assertThat(files.open("/folder/a/b", Files.O_RDONLY, 0)).isEqualTo(-Errno.ENOENT);
    assertThat(files.open("a\0b", Files.O_RDONLY, 0)).isEqualTo(-Errno.EINVAL);
    assertThat(files.close(99)).isEqualTo(-Errno.EBADF);
  }

  @Test
  void aFileIsAFolderToNobody() {
    write("/a", "");
    assertThat(files.open("/a/b", Files.O_RDONLY, 0)).isEqualTo(-Errno.ENOTDIR);
  }

  @Test
  void renameReplacesWhatIsThere() {
    write("/a", "new");
    write("/b", "old");
    assertThat(files.rename("/a", "/b")).isZero();
    assertThat(root.resolve("b")).hasContent("new");
  }

  @Test
  void linksAreFollowedUnlessToldOtherwise() {
    write("/a", "text");
    assertThat(files.symlink("a", "/link")).isZero();
    assertThat(FileContent.read(files, "/link", 100).text()).isEqualTo("text");
    assertThat(files.openNoFollow("/link", Files.O_RDONLY, 0)).isEqualTo(-Errno.ELOOP);
  }

  @Test
  void theTextOfALinkIsReadAsTheKernelDoes() {
    write("/a", "text");
    files.symlink("../a", "/link");
    byte[] text = new byte[3];
    assertThat(files.readLink("/link", text)).isEqualTo(3);
    assertThat(Octets.text(text)).isEqualTo("../");
    assertThat(files.readLink("/a", text)).isEqualTo(-Errno.EINVAL);
    assertThat(files.readLink("/none", text)).isEqualTo(-Errno.ENOENT);
  }

  @Test
  void statusHasModeAndSize() {
    write("/a", "four");
    files.chmod("/a", 0640);
    FileStatus status = new FileStatus();
    assertThat(files.status("/a", status)).isZero();
    assertThat(status.isRegular()).isTrue();
    assertThat(status.permissions()).isEqualTo(0640);
    assertThat(status.size()).isEqualTo(4);
  }

  @Test
  void theFirstDescriptorsAreStreams() {
    byte[] read = new byte[10];
    assertThat(files.read(0, read, 0, 10)).isEqualTo(2);
    assertThat(files.read(0, read, 0, 10)).isZero();
    assertThat(Output.write(files, 1, "out")).isZero();
    assertThat(output).hasToString("out");
  }

  private void write(String path, String text) {
    int descriptor = files.open(path, Files.O_WRONLY | Files.O_CREAT | Files.O_TRUNC, 0644);
    assertThat(Output.write(files, descriptor, text)).isZero();
    assertThat(files.close(descriptor)).isZero();
  }
}
