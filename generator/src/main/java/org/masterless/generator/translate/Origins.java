package org.masterless.generator.translate;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.masterless.generator.read.Place;
import org.masterless.generator.read.Room;

/** What was made in this run already, by its name, and the place that it comes from. */
final class Origins {
  private final Map<String, Place> places = new HashMap<>();
  private final Room.Part room;

  Origins(Room room) {
    this.room = room.part();
  }

  /** Where {@code name} comes from, if there is such a thing. */
  Optional<Place> of(String name) {
    return Optional.ofNullable(places.get(name));
  }

  /** Answers the place that had the name before; the first keeps it. */
  Optional<Place> claim(String name, Place place) {
    return Optional.ofNullable(places.putIfAbsent(name, place));
  }

  /** The same for one of many; answers whether there was room to remember it. */
  boolean hasRoomFor(String name) {
    return room.take(name);
  }
}
