package org.masterless.lmtpproxy.message;

import java.io.IOException;

/**
 * Turns message text as it is on the wire into what lies on disk: CRLF becomes LF, and after DATA
 * the dots that were doubled become one and CRLF.CRLF ends it (RFC 5321, 4.5.2 and 2.3.8).
 *
 * <p>A CR or LF alone is data: it begins no line and ends no message, whatever stands around it.
 * Where it would, a message could carry another one past a server that thinks otherwise.
 */
public final class Decoder {
  /** Where the converted message goes. */
  public interface Sink {
    void put(byte[] bytes, int offset, int length) throws IOException;
  }

  private enum Place {
    /** Behind a CRLF, or at the start of the message. */
    LINE_START,
    WITHIN_LINE,
    /** A CR is held back: is an LF next? */
    CR,
    /** The dot at the start of a line, not passed on. */
    DOT,
    /** As CR, behind such a dot: an LF now is the end. */
    DOT_CR,
    END
  }

  private static final byte[] CR_ALONE = {'\r'};

  private final boolean hasDots;
  private final Sink sink;
  private Place place = Place.LINE_START;

  /** Where the next converted byte goes: never behind the next one to be read. */
  private int converted;

  private Decoder(boolean hasDots, Sink sink) {
    this.hasDots = hasDots;
    this.sink = sink;
  }

  /** Of what follows DATA. */
  public static Decoder ofData(Sink sink) {
    return new Decoder(true, sink);
  }

  /** Of what follows BDAT: dots mean nothing, and the end is known by its size (RFC 3030). */
  public static Decoder ofChunks(Sink sink) {
    return new Decoder(false, sink);
  }

  public boolean isAtEnd() {
    return place == Place.END;
  }

  /** After the last chunk: a CR that was held back is data. */
  public void finish() throws IOException {
    if (place == Place.CR) {
      sink.put(CR_ALONE, 0, 1);
    }
    place = Place.END;
  }

  /**
   * Answers how many bytes belong to the message: all, or those up to its end. They are converted
   * where they lie, and reach the sink in one piece; those behind them stay as they are.
   */
  public int decode(byte[] bytes, int offset, int length) throws IOException {
    int end = offset + length;
    int next = offset;
    converted = offset;
    while (next < end && place != Place.END) {
      next = step(bytes, next, end);
    }
    if (converted > offset) {
      sink.put(bytes, offset, converted - offset);
    }
    return next - offset;
  }

  private int step(byte[] bytes, int next, int end) throws IOException {
    byte first = bytes[next];
    switch (place) {
      case LINE_START -> {
        boolean isDot = hasDots && first == '.';
        place = isDot ? Place.DOT : Place.WITHIN_LINE;
        return isDot ? next + 1 : next;
      }
      case WITHIN_LINE -> {
        return run(bytes, next, end);
      }
      case DOT -> {
        place = first == '\r' ? Place.DOT_CR : Place.WITHIN_LINE;
        return first == '\r' ? next + 1 : next;
      }
      case CR, DOT_CR -> {
        return afterCr(bytes, next);
      }
      case END -> {}
    }
    return next;
  }

  private int afterCr(byte[] bytes, int next) throws IOException {
    if (bytes[next] != '\n') {
      if (converted == next) {
        // It came with the bytes before these, which have gone: there is no room for it here.
        sink.put(CR_ALONE, 0, 1);
      } else {
        bytes[converted++] = '\r';
      }
      place = Place.WITHIN_LINE;
      return next;
    }
    if (place == Place.DOT_CR) {
      place = Place.END;
    } else {
      bytes[converted++] = '\n';
      place = Place.LINE_START;
    }
    return next + 1;
  }

  /** Moves all up to the next CR, and where an LF follows it, that LF too. */
  private int run(byte[] bytes, int start, int end) {
    int next = start;
    while (next < end && bytes[next] != '\r') {
      next++;
    }
    boolean isLineEnd = next + 1 < end && bytes[next + 1] == '\n';
    if (isLineEnd) {
      bytes[next++] = '\n';
    }
    if (converted < start) {
      System.arraycopy(bytes, start, bytes, converted, next - start);
    }
    converted += next - start;
    if (next < end) {
      place = isLineEnd ? Place.LINE_START : Place.CR;
      next++;
    }
    return next;
  }
}
