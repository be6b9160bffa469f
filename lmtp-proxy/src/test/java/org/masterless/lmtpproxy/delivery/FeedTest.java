package org.masterless.lmtpproxy.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.masterless.lmtpproxy.io.Budget;
import org.masterless.lmtpproxy.message.Spool;

/** When a channel has taken all, nothing more is to be waited for. */
class FeedTest {
  @TempDir Path directory;

  /** Takes so much in each write. */
  private record Channel(int room) implements GatheringByteChannel {
    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
      long left = room;
      for (int i = offset; i < offset + length; i++) {
        int count = (int) Math.min(left, sources[i].remaining());
        sources[i].position(sources[i].position() + count);
        left -= count;
      }
      return room - left;
    }

    @Override
    public long write(ByteBuffer[] sources) {
      return write(sources, 0, sources.length);
    }

    @Override
    public int write(ByteBuffer source) {
      return (int) write(new ByteBuffer[] {source});
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  static Stream<Integer> rooms() {
    return Stream.of(1, 7, 200, 262, 263, 264, 265, 266, 267, 300, 526, 1000, 3000);
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void afterTheEndThereIsNothingLeft(int room) throws IOException {
    Spool message = new Spool(directory, new Budget(0), () -> 0);
    message.append(new byte[2000], 0, 2000);
    message.complete();
    Feed feed = new Feed(message, new byte[100]);
    Feed.Progress progress = Feed.Progress.SOME;
    for (int i = 0; i < 3000 && !feed.isDone(); i++) {
      progress = feed.write(new Channel(room));
    }
    assertThat(feed.isDone()).isTrue();
    assertThat(progress).isEqualTo(Feed.Progress.NOTHING_LEFT);
  }
}
