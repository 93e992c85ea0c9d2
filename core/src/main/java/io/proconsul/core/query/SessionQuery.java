package io.proconsul.core.query;

import io.proconsul.model.Session;
import java.util.List;

/** Questions about sessions. */
public sealed interface SessionQuery<R> extends Query<R> {
  /** One session or none. */
  record Info(String id) implements SessionQuery<List<Session>> {}

  record OfNode(String node) implements SessionQuery<List<Session>> {}

  record All() implements SessionQuery<List<Session>> {}
}
