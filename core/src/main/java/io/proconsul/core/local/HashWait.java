package io.proconsul.core.local;

import io.proconsul.core.api.Action;
import io.proconsul.core.api.ReadOptions;
import io.proconsul.core.api.Request;
import io.proconsul.core.api.Response;
import io.proconsul.core.run.Cancellation;
import io.proconsul.core.run.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Shows one service; with {@code ?hash=} only once it is another than the client knows, or the time
 * is over. At most {@value #MAX_WAITING} wait; more are answered at once. Any thread.
 */
public final class HashWait {
  static final int MAX_WAITING = 8_192;
  private static final Duration DEFAULT_WAIT = Duration.ofMinutes(10);

  private final LocalState state;
  private final LocalSettings settings;
  private final Timer timer;
  private final AtomicInteger waiting = new AtomicInteger();

  public HashWait(LocalState state, LocalSettings settings, Timer timer) {
    this.state = state;
    this.settings = settings;
    this.timer = timer;
  }

  Action get(String id, Request request) {
    String hash = request.params().first("hash");
    Duration wait = ReadOptions.parse(request.params()).maxWait();
    boolean pretty = settings.pretty() || request.params().has("pretty");
    if (hash.isEmpty() || !hash.equals(hashOf(id)) || waiting.get() >= MAX_WAITING) {
      return new Action.Reply(show(id, pretty));
    }
    Duration limit = wait.isPositive() && wait.compareTo(DEFAULT_WAIT) < 0 ? wait : DEFAULT_WAIT;
    return new Action.Later(answer -> new Waiter(id, hash, pretty, answer).begin(limit));
  }

  private String hashOf(String id) {
    LocalService service = state.service(id);
    return service == null ? "" : LocalRender.contentHash(service.instance());
  }

  private Response show(String id, boolean pretty) {
    LocalService service = state.service(id);
    if (service == null) {
      return Response.text(404, "unknown service ID: " + id);
    }
    String hash = LocalRender.contentHash(service.instance());
    var view = new LocalRender.View(service.instance(), settings.node().datacenter(), hash);
    return Response.json(view, pretty, LocalRender::service).with("X-Consul-ContentHash", hash);
  }

  /** One client that waits; whoever comes first, a change or the timer, answers it. */
  private final class Waiter implements LocalState.Listener {
    private final String id;
    private final String hash;
    private final boolean pretty;
    private final Consumer<Response> answer;
    private final AtomicBoolean answered = new AtomicBoolean();
    private volatile Cancellation timeout = Cancellation.NONE;

    Waiter(String id, String hash, boolean pretty, Consumer<Response> answer) {
      this.id = id;
      this.hash = hash;
      this.pretty = pretty;
      this.answer = answer;
    }

    void begin(Duration limit) {
      waiting.incrementAndGet();
      state.listen(this);
      timeout = timer.after(limit, this::finish);
      accept(id);
    }

    @Override
    public void accept(String serviceId) {
      if (serviceId.equals(id) && !hash.equals(hashOf(id))) {
        finish();
      }
    }

    private void finish() {
      if (answered.compareAndSet(false, true)) {
        state.unlisten(this);
        timeout.cancel();
        waiting.decrementAndGet();
        answer.accept(show(id, pretty));
      }
    }
  }
}
