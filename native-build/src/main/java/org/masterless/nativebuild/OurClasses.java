package org.masterless.nativebuild;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Optional;
import org.masterless.nativebuild.check.ClassSource;

/** The class files of this project on a class path. */
final class OurClasses implements ClassSource, AutoCloseable {
  private final URLClassLoader loader;

  OurClasses(ClassPath path) throws IOException {
    this.loader = path.loader(ClassLoader.getPlatformClassLoader());
  }

  @Override
  public Optional<byte[]> find(String internalName) throws IOException {
    URL place = loader.findResource(internalName + ".class");
    if (!internalName.startsWith("org/masterless/") || place == null) {
      return Optional.empty();
    }
    try (InputStream bytes = place.openStream()) {
      return Optional.of(bytes.readAllBytes());
    }
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
