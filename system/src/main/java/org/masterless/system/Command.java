package org.masterless.system;

import java.util.List;

/** Runs another program to its end; for programs that have no other children. */
public final class Command {
  /** What a shell says of a program that a signal ended. */
  private static final int KILLED = 128;

  private static final int FIRST_FREE = 3;

  /** So much of what a program says is kept. */
  private static final int MOST_OUTPUT = 65536;

  private Command() {}

  /**
   * How it went.
   *
   * @param status exit status; 128 and more for a signal; {@code -errno} where it couldn't start
   * @param output what it wrote to standard output, as an octet string
   */
  public record Result(int status, String output) {}

  /** With nothing on standard input, and our standard error. */
  public static Result run(
      Calls calls, String path, List<String> arguments, List<String> environment) {
    int[] pipe = new int[2];
    int answer = calls.descriptors().pipe(pipe);
    if (answer < 0) {
      return new Result(answer, "");
    }
    int errors = calls.descriptors().duplicate(Output.STANDARD_ERROR, FIRST_FREE);
    int nothing = calls.files().open("/dev/null", Files.O_RDONLY, 0);
    answer =
        Math.min(Math.min(errors, nothing), calls.descriptors().setNonBlocking(pipe[1], false));
    if (answer >= 0) {
      answer =
          calls
              .processes()
              .spawn(
                  new Launch(
                      path,
                      arguments,
                      environment,
                      List.of(nothing, pipe[1], errors),
                      -1,
                      Log.of(calls.files(), new Environment(environment), arguments.get(0))));
    }
    calls.files().close(pipe[1]);
    closeAll(calls, errors, nothing);
    String output = answer < 0 ? "" : readAll(calls, pipe[0]);
    calls.files().close(pipe[0]);
    return new Result(answer < 0 ? answer : await(calls, answer), output);
  }

  private static void closeAll(Calls calls, int... descriptors) {
    for (int descriptor : descriptors) {
      if (descriptor >= 0) {
        calls.files().close(descriptor);
      }
    }
  }

  private static String readAll(Calls calls, int pipe) {
    byte[] chunk = new byte[4096];
    StringBuilder output = new StringBuilder();
    PollSet set = new PollSet();
    while (true) {
      set.clear();
      set.add(pipe, PollSet.READABLE);
      calls.descriptors().poll(set, -1);
      int count = calls.files().read(pipe, chunk, 0, chunk.length);
      if (count == 0 || (count < 0 && count != -Errno.EAGAIN && count != -Errno.EINTR)) {
        return output.toString();
      }
      if (count > 0 && output.length() < MOST_OUTPUT) {
        output.append(Octets.text(chunk, 0, count));
      }
    }
  }

  /** Who has closed its output is about to end. */
  private static int await(Calls calls, int pid) {
    ChildExit exit = new ChildExit();
    PollSet nothing = new PollSet();
    int reaped = calls.processes().reap(exit);
    while (reaped != pid || exit.stopped()) {
      if (reaped < 0 && reaped != -Errno.EINTR) {
        return reaped;
      }
      calls.descriptors().poll(nothing, 1);
      reaped = calls.processes().reap(exit);
    }
    return exit.exited() ? exit.code() : KILLED + exit.signal();
  }
}
