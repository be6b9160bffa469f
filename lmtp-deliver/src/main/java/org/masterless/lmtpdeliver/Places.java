package org.masterless.lmtpdeliver;

import org.masterless.system.Calls;
import org.masterless.system.PollSet;
import org.masterless.system.SharedWords;

/**
 * The places that there are for deliveries, and whose each is, so that nobody gets too many of
 * them: users can stop the processes that have become them, and those keep their places.
 *
 * <p>The parent gives a place to each child and takes it back when the child has ended. Whose it is
 * only the child knows: it writes that into memory which all have in common, looks who else is
 * there, and lets go of the memory before it becomes the user. A child that has been taken over by
 * a message can't change it.
 */
final class Places {
  private static final int NONE = -1;

  /** How long to wait for others to leave, who may have answered already; in milliseconds. */
  private static final int PATIENCE = 1000;

  private static final int LONGEST_PAUSE = 20;

  /** In the word of who has a place, but hopes for another to leave before it delivers. */
  private static final long WAITING = Long.MIN_VALUE;

  /** In the word of who looks its user up: root's uid, which no user has. */
  private static final long LOOKING_UP = 1;

  private final Calls calls;
  private final SharedWords words;
  private final PlaceLimits limits;

  /** Of the children, by place; 0 where it is free. The parent's alone. */
  private final int[] pids;

  private int own = NONE;

  Places(Calls calls, SharedWords words, PlaceLimits limits) {
    this.calls = calls;
    this.words = words;
    this.limits = limits;
    this.pids = new int[words.count()];
  }

  /** A place that nobody has, for the next child; also where they aren't counted. */
  int free() {
    return find(0);
  }

  /** The child {@code pid} has {@code place} now. */
  void give(int place, int pid) {
    if (place >= 0) {
      pids[place] = pid;
    }
  }

  /** The child {@code pid} has ended; answers the uid that it had taken its place for, or 0. */
  int takeBack(int pid) {
    int place = find(pid);
    if (place < 0) {
      return 0;
    }
    int uid = uid(words.get(place));
    pids[place] = 0;
    words.set(place, 0);
    return uid;
  }

  private int find(int pid) {
    for (int place = 0; place < pids.length; place++) {
      if (pids[place] == pid) {
        return place;
      }
    }
    return NONE;
  }

  /** In the child: this place is ours. */
  void sit(int place) {
    own = place;
  }

  /**
   * In the child, before it looks its user up: whether more than half of the places are with those
   * who do so. Whoever comes then should not stay long: if sources hang, those whom others know
   * need a place, and nobody can tell beforehand who they are.
   */
  boolean areManyLookingUp() {
    if (own < 0) {
      return false;
    }
    words.set(own, LOOKING_UP);
    return ofUser(LOOKING_UP) > (words.count() + 1) / 2;
  }

  /**
   * In the child: keeps its place for this user, or answers that the user has enough of them. Who
   * waits for others to leave has a place meanwhile; so only some may wait, and whoever else comes
   * is answered at once.
   */
  boolean isAllowed(int uid, String name) {
    if (own < 0) {
      return true;
    }
    long word = word(uid, name);
    long deadline = calls.clock().milliseconds() + PATIENCE;
    int pause = 1;
    boolean isAllowed = keep(word);
    boolean mayWait = !isAllowed && mayWait(word);
    while (!isAllowed && mayWait) {
      calls.descriptors().poll(new PollSet(), pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
      isAllowed = keep(word);
      mayWait = calls.clock().milliseconds() <= deadline;
    }
    if (!isAllowed) {
      words.set(own, 0);
    }
    return isAllowed;
  }

  /**
   * Written before others are counted, so that of two who come one after the other the second sees
   * the first. Those who come within the same nanoseconds may miss each other, as nothing orders
   * memory between CPUs here: a limit can be passed by as many as there are CPUs, for once.
   */
  private boolean keep(long word) {
    words.set(own, word);
    boolean isAllowed = limits.allow(ofUser(word), ofUid(word));
    if (!isAllowed) {
      words.set(own, word | WAITING);
    }
    return isAllowed;
  }

  private boolean mayWait(long word) {
    long waiting = word | WAITING;
    return limits.allowToWait(ofUser(waiting), ofUid(waiting));
  }

  /** Who waits is counted with those who wait, who doesn't with those who don't. */
  private int ofUser(long word) {
    int count = 0;
    for (int place = 0; place < words.count(); place++) {
      count += words.get(place) == word ? 1 : 0;
    }
    return count;
  }

  private int ofUid(long word) {
    int count = 0;
    for (int place = 0; place < words.count(); place++) {
      long other = words.get(place);
      count += uid(other) == uid(word) && other < 0 == word < 0 ? 1 : 0;
    }
    return count;
  }

  /** In the child, before anything is read that others have written; 0 or {@code -errno}. */
  int forget() {
    return words.forget();
  }

  /** Never 0: nobody becomes root. Names of one hash are few, and then share what they may have. */
  private static long word(int uid, String name) {
    return (long) uid << 32 | (name.hashCode() & 0xffffffffL);
  }

  private static int uid(long word) {
    return (int) ((word & ~WAITING) >>> 32);
  }
}
