package io.proconsul.raftlog.segment;

import java.util.ArrayList;
import java.util.List;

/** Where each entry of the log lies; guarded by {@link SegmentLog}. */
final class EntryIndex {
  /** Place of an entry's content. */
  record Place(Segment segment, long at, int length, boolean marked) {}

  private final List<Place> places = new ArrayList<>();
  private long first;

  EntryIndex(long first) {
    this.first = first;
  }

  long first() {
    return first;
  }

  long next() {
    return first + places.size();
  }

  boolean holds(long index) {
    return index >= first && index < next();
  }

  Place get(long index) {
    return places.get((int) (index - first));
  }

  void add(Place place) {
    places.add(place);
  }

  /** Forgets everything from this index on, which comes next then. */
  void cutAt(long index) {
    if (index < next()) {
      places.subList((int) Math.max(0, index - first), places.size()).clear();
      first = Math.min(first, index);
    }
  }

  /** Forgets everything before this index; the log then begins there, even if it is empty. */
  void startAt(long index) {
    var gone = Math.min(places.size(), Math.max(0, index - first));
    places.subList(0, (int) gone).clear();
    first = index;
  }

  List<Long> marked() {
    var result = new ArrayList<Long>();
    for (var i = 0; i < places.size(); i++) {
      if (places.get(i).marked()) {
        result.add(first + i);
      }
    }
    return result;
  }
}
