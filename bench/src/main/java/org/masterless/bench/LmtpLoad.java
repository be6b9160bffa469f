package org.masterless.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A way of sending over LMTP, with a connection for each message as smtp-source(1) and, without its
 * cache, Postfix have it.
 *
 * @param sessions at a time
 * @param recipients of each message, one after the other from all users
 * @param messages in all
 * @param size of a message in bytes
 */
record LmtpLoad(int sessions, int recipients, int messages, int size) {
  /** No common factor with a number of users, so that all of them come in turn. */
  private static final int STRIDE = 7;

  /**
   * What came of it.
   *
   * @param seconds from the first connection to the last answer
   * @param latencies of each message in milliseconds, from the connection to the last answer,
   *     sorted
   */
  record Outcome(double seconds, List<Double> latencies) {
    double latency(double quantile) {
      return latencies.get(
          (int) Math.min(latencies.size() - 1L, (long) (latencies.size() * quantile)));
    }
  }

  String title() {
    return "%d recipient%s, %d session%s, %s"
        .formatted(
            recipients,
            recipients == 1 ? "" : "s",
            sessions,
            sessions == 1 ? "" : "s",
            size < 1 << 20 ? size / 1024 + " KB" : size / (1 << 20) + " MB");
  }

  /** For a disk that is much slower. */
  LmtpLoad tenth() {
    return new LmtpLoad(sessions, recipients, Math.max(sessions, messages / 10), size);
  }

  /** A little of it, after which each session's process, and what compiles itself, is up. */
  LmtpLoad first() {
    return new LmtpLoad(sessions, recipients, sessions * 4, size);
  }

  int deliveries() {
    return recipients * messages;
  }

  /** Sends all of it; one answer that isn't success ends the benchmark. */
  Outcome send(Path socket, int users) {
    AtomicInteger next = new AtomicInteger();
    byte[] message = message();
    ExecutorService clients = Executors.newFixedThreadPool(sessions);
    long start = System.nanoTime();
    try {
      List<Future<List<Double>>> all = new ArrayList<>();
      for (int i = 0; i < sessions; i++) {
        all.add(clients.submit(() -> session(socket, users, next, message)));
      }
      List<Double> latencies = new ArrayList<>();
      for (Future<List<Double>> one : all) {
        latencies.addAll(one.get());
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      Collections.sort(latencies);
      return new Outcome(seconds, latencies);
    } catch (ExecutionException e) {
      throw new UncheckedIOException(new IOException(title() + ": " + e.getMessage(), e));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      clients.shutdownNow();
    }
  }

  private List<Double> session(Path socket, int users, AtomicInteger next, byte[] message)
      throws IOException {
    List<Double> latencies = new ArrayList<>();
    for (int i = next.getAndIncrement(); i < messages; i = next.getAndIncrement()) {
      List<String> to = new ArrayList<>();
      for (int j = 0; j < recipients; j++) {
        to.add("b" + (i * recipients + j) * STRIDE % users + "@example.com");
      }
      long start = System.nanoTime();
      try (LmtpSession session = new LmtpSession(socket)) {
        session.send(to, ByteBuffer.wrap(message));
      }
      latencies.add((System.nanoTime() - start) / 1e6);
    }
    return latencies;
  }

  private byte[] message() {
    StringBuilder text = new StringBuilder("From: s@example.org\r\nSubject: bench\r\n\r\n");
    while (text.length() < size) {
      text.append("All work and no play makes a line of some seventy characters, so it does.\r\n");
    }
    return text.append(".\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
