package io.proconsul.core.run;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was asked with {@code ?cached} before. The answers come from the live state, so none is ever
 * out of date; this only tells a first asker's MISS from a later HIT. Any thread. Bounded: when
 * full it forgets everything.
 */
final class KnownQuestions {
  static final int MAX_ENTRIES = 4_096;

  private final Set<AnswerCache.Key> keys = ConcurrentHashMap.newKeySet();

  /** Whether the question was known; it is from now on. */
  boolean recall(AnswerCache.Key key) {
    if (keys.size() >= MAX_ENTRIES && !keys.contains(key)) {
      keys.clear();
    }
    return !keys.add(key);
  }
}
