package org.masterless.accounts;

import java.util.Arrays;
import org.masterless.system.Errno;
import org.masterless.system.Files;
import org.masterless.system.Octets;

/**
 * Finds the first line of a file that begins with a word, by Horspool's search in a small window:
 * most bytes of the file are never looked at, none becomes an object, and few pages are written.
 */
final class LineSearch {
  /** So long may a line be that is asked for. */
  static final int WINDOW = 16 * 1024;

  private final Files files;

  /** Made before the fork, so that a child need not have the collector make room. */
  private final byte[] window = new byte[WINDOW];

  private final int[] skips = new int[256];
  private byte[] word = {};
  private int descriptor;

  /** How much of the window has been read. */
  private int length;

  /** Of the window, in the file; the first one begins before it, with a line end of our own. */
  private long windowOffset;

  private long lineOffset;
  private int error;
  private boolean isAtEnd;
  private boolean endsWithLineEnd;

  LineSearch(Files files) {
    this.files = files;
  }

  /**
   * The line that begins with {@code start}, without its line end; empty where there is none, or
   * where {@link #error} says why that can't be said.
   */
  String find(int openFile, String start) {
    begin(openFile, start);
    String found = search();
    forget();
    return found;
  }

  /** {@code -errno} of the call that failed, or {@code -EFBIG} for a line that is too long. */
  int error() {
    return error;
  }

  /** Where in the file the line begins. */
  long lineOffset() {
    return lineOffset;
  }

  /** Whether a file that was read to its end is one of whole lines, and of at least one. */
  boolean endsWithLineEnd() {
    return endsWithLineEnd;
  }

  private void begin(int openFile, String start) {
    descriptor = openFile;
    word = Octets.bytes("\n" + start);
    int last = word.length - 1;
    Arrays.fill(skips, word.length);
    for (int i = 0; i < last; i++) {
      skips[word[i] & 0xff] = last - i;
    }
    window[0] = '\n';
    length = 1;
    windowOffset = -1;
    error = 0;
    isAtEnd = false;
    endsWithLineEnd = false;
  }

  private String search() {
    while (fill()) {
      int at = indexOfWord();
      if (at >= 0) {
        return lineAt(at);
      }
      keepFrom(Math.max(0, length - (word.length - 1)));
    }
    return "";
  }

  /** Reads on; false at the end of the file and on errors. */
  private boolean fill() {
    int count = -Errno.EINTR;
    while (count == -Errno.EINTR) {
      count = files.read(descriptor, window, length, WINDOW - length);
    }
    error = Math.min(0, count);
    isAtEnd = count == 0;
    if (count > 0) {
      length += count;
      endsWithLineEnd = window[length - 1] == '\n';
    }
    return count > 0;
  }

  private int indexOfWord() {
    int last = word.length - 1;
    byte lastByte = word[last];
    int at = last;
    while (at < length) {
      byte here = window[at];
      if (here == lastByte && isWord(at - last)) {
        return at - last;
      }
      at += skips[here & 0xff];
    }
    return -1;
  }

  private boolean isWord(int at) {
    for (int i = 0; i < word.length; i++) {
      if (window[at + i] != word[i]) {
        return false;
      }
    }
    return true;
  }

  private String lineAt(int at) {
    keepFrom(at);
    lineOffset = windowOffset + 1;
    int end = lineEnd(1);
    while (end < 0 && length < WINDOW && fill()) {
      end = lineEnd(1);
    }
    if (end < 0) {
      // Half a line that is being written may name another home: endsWithLineEnd() tells.
      error = error < 0 || isAtEnd ? error : -Errno.EFBIG;
      return "";
    }
    return Octets.text(window, 1, end - 1);
  }

  private int lineEnd(int from) {
    for (int i = from; i < length; i++) {
      if (window[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private void keepFrom(int start) {
    System.arraycopy(window, start, window, 0, length - start);
    length -= start;
    windowOffset += start;
  }

  /** What other users have in the file is none of this process's business from now on. */
  private void forget() {
    Arrays.fill(window, (byte) 0);
  }
}
