package org.masterless.generator.read;

import java.util.List;

/**
 * One entry or setting with its continuation lines joined, which still knows where each byte stood.
 *
 * @param text from the first physical line's first byte on; newlines are gone, the white space that
 *     starts a continuation line is kept
 * @param pieces the physical lines it was joined from, in order; at least one
 */
record LogicalLine(String file, String text, List<Piece> pieces) {
  /**
   * Where a physical line ended up.
   *
   * @param offset where in the joined text this physical line starts
   * @param line its number in the file
   */
  record Piece(int offset, int line) {}

  /** Where the byte at {@code offset} stands; the end of the text is just after its last byte. */
  Place place(int offset) {
    Piece piece = pieceAt(offset);
    return new Place(file, piece.line(), offset - piece.offset() + 1);
  }

  private Piece pieceAt(int offset) {
    int low = 0;
    int high = pieces.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) / 2;
      if (pieces.get(middle).offset() <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return pieces.get(low);
  }

  /** The same line up to {@code length}; later pieces no longer matter. */
  LogicalLine cutAt(int length) {
    return new LogicalLine(file, text.substring(0, length), pieces);
  }
}
