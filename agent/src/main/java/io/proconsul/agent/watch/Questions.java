package io.proconsul.agent.watch;

import io.proconsul.core.api.Response;
import io.proconsul.core.run.Cancellation;
import io.proconsul.core.watch.WatchQuery;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Who answers watches. */
public interface Questions {
  /** What a watch asks now. */
  record Question(WatchQuery query, String token, long index) {}

  /**
   * Gets the answer that is newer than the index, on that executor or at once.
   *
   * @return gives up waiting
   */
  Cancellation ask(Question question, Executor executor, Consumer<Response> done);
}
