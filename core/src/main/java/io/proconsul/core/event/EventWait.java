package io.proconsul.core.event;

import io.proconsul.core.api.Action;
import io.proconsul.core.api.ReadOptions;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Response;
import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.Timer;
import io.proconsul.model.cluster.UserEvent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Lists events; with {@code ?index=} of the newest that the client knows, once there is a newer
 * one, or the time is over. At most {@value #MAX_WAITING} wait; more are answered at once. The
 * index comes from the id of the newest event, so it only tells whether there is another one.
 */
public final class EventWait {
  static final int MAX_WAITING = 8_192;
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final UserEvents events;
  private final Timer timer;
  private final boolean pretty;
  private final AtomicInteger waiting = new AtomicInteger();

  /** @param pretty whether JSON is indented though nobody asks */
  public EventWait(UserEvents events, Timer timer, boolean pretty) {
    this.events = events;
    this.timer = timer;
    this.pretty = pretty;
  }

  Action list(Request request, ReadOptions options) {
    String name = request.params().first("name");
    boolean indent = pretty || request.params().has("pretty");
    List<UserEvent> found = events.recent(name);
    if (options.index() == 0 || index(found) != options.index() || waiting.get() >= MAX_WAITING) {
      return new Action.Reply(show(found, indent));
    }
    Duration wait = options.maxWait();
    Duration limit = wait.isPositive() && wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
    return new Action.Later(
        answer -> new Waiter(name, options.index(), indent, answer).begin(limit));
  }

  private static Response show(List<UserEvent> found, boolean indent) {
    return Response.json(found, indent, (all, out) -> out.list(all, UserEvent.MAPPING::write))
        .with("X-Consul-Index", Long.toUnsignedString(index(found)));
  }

  /** Not 0 without events, as clients would ask again and again. */
  private static long index(List<UserEvent> found) {
    return found.isEmpty() ? 1 : UserEvent.indexOf(found.get(found.size() - 1).id());
  }

  /** One client that waits; whoever comes first, an event or the timer, answers it. */
  private final class Waiter {
    private final String name;
    private final long index;
    private final boolean indent;
    private final Consumer<Response> answer;
    private final AtomicBoolean answered = new AtomicBoolean();
    private volatile Cancellation listening = Cancellation.NONE;
    private volatile Cancellation timeout = Cancellation.NONE;

    Waiter(String name, long index, boolean indent, Consumer<Response> answer) {
      this.name = name;
      this.index = index;
      this.indent = indent;
      this.answer = answer;
    }

    void begin(Duration limit) {
      waiting.incrementAndGet();
      listening = events.listen(this::look);
      timeout = timer.after(limit, this::finish);
      if (answered.get()) {
        release();
      } else {
        look();
      }
    }

    private void look() {
      if (index(events.recent(name)) != index) {
        finish();
      }
    }

    private void finish() {
      if (answered.compareAndSet(false, true)) {
        release();
        waiting.decrementAndGet();
        answer.accept(show(events.recent(name), indent));
      }
    }

    private void release() {
      listening.cancel();
      timeout.cancel();
    }
  }
}
