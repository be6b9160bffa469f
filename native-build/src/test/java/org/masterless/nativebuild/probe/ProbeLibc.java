package org.masterless.nativebuild.probe;

import org.teavm.interop.Address;
import org.teavm.interop.Import;
import org.teavm.interop.Unmanaged;
import org.teavm.interop.c.Include;

/** The C functions of {@link Probe}. */
@Unmanaged
final class ProbeLibc {
  private ProbeLibc() {}

  @Import(name = "write")
  @Include("unistd.h")
  static native long write(int fd, Address from, long length);

  @Import(name = "strlen")
  @Include("string.h")
  static native long strlen(Address text);

  @Import(name = "calloc")
  @Include("stdlib.h")
  static native Address calloc(long count, long size);

  @Import(name = "free")
  @Include("stdlib.h")
  static native void free(Address memory);

  @Import(name = "program_argv")
  @Include("program_argv.h")
  static native Address argv();
}
