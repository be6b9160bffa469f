package org.masterless.nativebuild;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Gives TeaVM's collector a work area that can't overflow. It keeps a pointer for each gap between
 * objects there, and a block of 24 bytes for each that it fills, and has no check: a sixteenth of
 * the heap, as TeaVM has it, is too little for a heap of small objects of which every other is
 * garbage. What lies behind the area is overwritten then, or the program ends with SIGSEGV.
 *
 * <p>An object and a gap take 16 bytes at least, so twice the heap is enough. Pages that are not
 * used cost nothing.
 */
final class WorkAreaPatch {
  private WorkAreaPatch() {}

  static void apply(Path sources) throws BuildFailure, IOException {
    new SourcePatch("memory.c", "(heapSize / 16)", 1).apply(sources, "", "(heapSize * 2)");
  }
}
