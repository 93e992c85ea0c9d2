package io.proconsul.raftlog.peer;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what is wrong with a peer once, until it was right again: a peer that is down is dialled
 * several times a second. Bounded; thread-safe.
 */
final class Notices {
  private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
  private static final int MAX_SUBJECTS = 256;

  private final Set<String> said = ConcurrentHashMap.newKeySet();

  /** @param subject who it is about, such as a node id */
  void warn(String subject, String text) {
    if (said.add(subject)) {
      LOG.warn("{}", text);
      if (said.size() > MAX_SUBJECTS) {
        // Better said again than not at all.
        said.clear();
      }
    } else {
      LOG.debug("{}", text);
    }
  }

  void mended(String subject) {
    if (said.remove(subject)) {
      LOG.info("{} is well again", subject);
    }
  }
}
