package org.masterless.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is in the {@code new} folders of users whose homes lie beside each other. */
record StoredMail(Map<Key, List<String>> files) {
  /** As lmtp-deliver makes them on the test machine: with the size on disk, and that with CRLF. */
  private static final Pattern NAME =
      Pattern.compile("\\d+\\.M\\d+P\\d+\\.mail\\.example\\.test,S=(\\d+),W=(\\d+)");

  private static final Pattern NEW = Pattern.compile("[^/]+/Maildir/new/[^/]+");

  /** One message to one user. */
  record Key(String user, String subject) {}

  /** Each file must have the name that it should and be a whole message that was sent. */
  static StoredMail below(Path homes, Map<String, String> texts) {
    Map<Key, List<String>> files = new HashMap<>();
    try (Stream<Path> all =
        Files.find(homes, 4, (path, attributes) -> attributes.isRegularFile())) {
      for (Path file : all.toList()) {
        Path path = homes.relativize(file);
        if (!NEW.matcher(path.toString()).matches()) {
          continue;
        }
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        String subject = wholeMessage(path, text, texts);
        Key key = new Key(path.getName(0).toString(), subject);
        files.computeIfAbsent(key, k -> new ArrayList<>()).add(path.toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new StoredMail(files);
  }

  private static String wholeMessage(Path path, String text, Map<String, String> texts) {
    Matcher name = NAME.matcher(path.getFileName().toString());
    assertThat(name.matches()).as("name of %s", path).isTrue();
    long lines = text.chars().filter(c -> c == '\n').count();
    assertThat(text).as(path.toString()).hasSize(Integer.parseInt(name.group(1)));
    assertThat(name.group(2)).as("W= of %s", path).isEqualTo(Long.toString(text.length() + lines));
    String subject =
        text.lines().filter(line -> line.startsWith("Subject: ")).findFirst().orElse("");
    String id = subject.replaceFirst("Subject: ", "");
    assertThat(text).as(path.toString()).startsWith("Return-Path: <").endsWith(sent(id, texts));
    return id;
  }

  private static String sent(String subject, Map<String, String> texts) {
    return texts.getOrDefault(subject, "a message that was sent");
  }

  /** The file of a message, of which there must be one. */
  String only(String user, String subject) {
    List<String> all = files.getOrDefault(new Key(user, subject), List.of());
    assertThat(all).as("files of %s for %s", subject, user).hasSize(1);
    return all.get(0);
  }
}
