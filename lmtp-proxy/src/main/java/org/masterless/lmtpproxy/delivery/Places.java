package org.masterless.lmtpproxy.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The processes that lmtp-deliver may have at a time, and which recipients of all sessions get one.
 *
 * <p>A recipient keeps a process from RCPT on until the message is stored, and a message waits for
 * all its recipients: messages that have got half of their processes each would wait for each other
 * for ever. So the last half of them is for the oldest message alone that is still gathering
 * recipients. It gets all that it needs, as those that have gathered theirs come to an end; where
 * nobody does any more, it has to be content with what it has.
 */
public final class Places {
  /** A client that sends RCPT after RCPT is still at it; in nanoseconds. */
  private static final long GATHERING = 1_000_000_000;

  private final int most;
  private final LongSupplier clock;

  /** In the order in which they began to gather. */
  private final List<Message> messages = new ArrayList<>();

  private int given;

  public Places(int most) {
    this(most, System::nanoTime);
  }

  /** With a clock in nanoseconds. */
  Places(int most, LongSupplier clock) {
    this.most = most;
    this.clock = clock;
  }

  /** For the messages of a session, one after the other. */
  public Message message() {
    return new Message();
  }

  private enum Answer {
    WAIT,
    YES,
    NO,
    OVER
  }

  /** One message's recipients; all methods may be called from any thread. */
  public final class Message {
    private final ArrayDeque<Place> waiting = new ArrayDeque<>();
    private final Set<Place> held = new HashSet<>();
    private boolean isGathering;
    private long lastGiven;

    private Message() {}

    /** Asks for a place for one more recipient; {@code answered} must only pass the news on. */
    Place ask(Runnable answered) {
      synchronized (Places.this) {
        if (!messages.contains(this)) {
          messages.add(this);
          isGathering = true;
        }
        Place place = new Place(this, answered);
        waiting.add(place);
        review();
        return place;
      }
    }

    /** No recipient comes any more. */
    void isGathered() {
      synchronized (Places.this) {
        isGathering = false;
        review();
      }
    }

    /** Gives all back; whatever became of its recipients, none of them has a place any more. */
    void end() {
      synchronized (Places.this) {
        given -= held.size();
        held.clear();
        waiting.clear();
        messages.remove(this);
        review();
      }
    }

    /** Whether it may have one of the last half. */
    private boolean isFirst() {
      boolean isAtIt = !held.isEmpty() && clock.getAsLong() - lastGiven < GATHERING;
      return isGathering && (isAtIt || !waiting.isEmpty());
    }

    private boolean isStuck() {
      return held.isEmpty() || (isGathering && !waiting.isEmpty());
    }
  }

  /** What a recipient has, or waits for. */
  final class Place {
    private final Message message;
    private final Runnable answered;
    private Answer answer = Answer.WAIT;

    private Place(Message message, Runnable answered) {
      this.message = message;
      this.answered = answered;
    }

    boolean isGiven() {
      synchronized (Places.this) {
        return answer == Answer.YES;
      }
    }

    /** There is none, and none will come before others of this message are given back. */
    boolean isRefused() {
      synchronized (Places.this) {
        return answer == Answer.NO;
      }
    }

    /** What it waits for may have come by time alone. */
    void lookAgain() {
      synchronized (Places.this) {
        review();
      }
    }

    /** Also where it is still waited for, and where that has been done before. */
    void giveBack() {
      synchronized (Places.this) {
        if (message.held.remove(this)) {
          given--;
        }
        message.waiting.remove(this);
        answer = Answer.OVER;
        if (message.held.isEmpty() && message.waiting.isEmpty()) {
          messages.remove(message);
        }
        review();
      }
    }

    private void answer(Answer what) {
      message.waiting.remove(this);
      answer = what;
      answered.run();
    }
  }

  private void review() {
    for (Optional<Message> next = next(); next.isPresent(); next = next()) {
      Message message = next.get();
      Place place = message.waiting.element();
      if (message.held.add(place)) {
        given++;
      }
      message.lastGiven = clock.getAsLong();
      place.answer(Answer.YES);
    }
    Optional<Message> first = first();
    if (given == most && first.isPresent() && messages.stream().allMatch(Message::isStuck)) {
      List.copyOf(first.get().waiting).forEach(place -> place.answer(Answer.NO));
    }
  }

  /** Who gets a place now. */
  private Optional<Message> next() {
    if (given == most) {
      return Optional.empty();
    }
    return given < (most + 1) / 2
        ? messages.stream().filter(message -> !message.waiting.isEmpty()).findFirst()
        : first().filter(message -> !message.waiting.isEmpty());
  }

  private Optional<Message> first() {
    return messages.stream().filter(Message::isFirst).findFirst();
  }
}
