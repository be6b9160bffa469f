package org.masterless.nativebuild;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Folders and jars with classes. {@link #ours} picks those that hold classes of this project:
 * native programs consist of our classes and TeaVM's library only, whatever else (test libraries,
 * say) is on a module's class path.
 */
record ClassPath(List<Path> entries) {
  private static final String OUR_FOLDER = "org/masterless";

  static ClassPath parse(String path) {
    return new ClassPath(
        Arrays.stream(path.split(File.pathSeparator, -1))
            .filter(entry -> !entry.isEmpty())
            .map(Path::of)
            .toList());
  }

  ClassPath ours() throws IOException {
    List<Path> ours = new ArrayList<>();
    for (Path entry : entries) {
      if (holdsOurs(entry)) {
        ours.add(entry);
      }
    }
    return new ClassPath(List.copyOf(ours));
  }

  ClassPath plus(ClassPath more) {
    List<Path> both = new ArrayList<>(entries);
    both.addAll(more.entries);
    return new ClassPath(List.copyOf(both));
  }

  List<File> files() {
    return entries.stream().map(Path::toFile).toList();
  }

  URLClassLoader loader(ClassLoader parent) throws MalformedURLException {
    URL[] urls = new URL[entries.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = entries.get(i).toUri().toURL();
    }
    return new URLClassLoader(urls, parent);
  }

  private static boolean holdsOurs(Path entry) throws IOException {
    if (Files.isDirectory(entry)) {
      return Files.isDirectory(entry.resolve(OUR_FOLDER));
    }
    if (!Files.isRegularFile(entry)) {
      return false;
    }
    try (FileSystem jar = FileSystems.newFileSystem(entry)) {
      return Files.isDirectory(jar.getPath(OUR_FOLDER));
    }
  }
}
