package io.proconsul.agent.watch;

import io.proconsul.agent.check.Deadline;
import io.proconsul.codec.GoDuration;
import io.proconsul.codec.Value;
import io.proconsul.codec.json.JsonReader;
import io.proconsul.core.api.Response;
import io.proconsul.core.run.Cancellation;
import io.proconsul.core.watch.WatchProgress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One watch: asks, tells, and asks again when the handler is done, so that values which came
 * meanwhile are skipped and nothing piles up. All but the telling runs on the one thread of
 * {@link Watches}.
 */
final class RunningWatch {
  private static final Logger LOG = LoggerFactory.getLogger("agent");

  /** How long the handler of a watch that is gone may go on. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final WatchDefinition definition;
  private final Teller teller;
  private final Watches.World world;
  private final WatchProgress progress;
  private boolean stopped;
  private Cancellation waiting = Cancellation.NONE;
  private @Nullable Deadline telling;

  RunningWatch(WatchDefinition definition, Teller teller, Watches.World world) {
    this.definition = definition;
    progress = definition.query().progress();
    this.teller = teller;
    this.world = world;
  }

  void ask() {
    if (!stopped) {
      waiting = world
          .questions()
          .ask(
              new Questions.Question(definition.query(), definition.token(), progress.index()),
              world.thread(),
              response -> world.thread().execute(() -> take(response)));
    }
  }

  private void take(Response response) {
    if (stopped) {
      return;
    }
    String index = response.header("X-Consul-Index");
    if (!definition.query().isAnswer(response.status()) || index == null) {
      fail(new String(response.body(), StandardCharsets.UTF_8).strip());
      return;
    }
    Value answer = definition.query().isAbsent(response.status())
        ? Value.Nil.NIL
        : JsonReader.parse(response.body());
    byte[] json = definition.query().json(definition.query().news(answer, progress.index()), false);
    long newIndex = Long.parseUnsignedLong(index);
    if (progress.advance(newIndex, json)) {
      tell(newIndex, Teller.line(json));
    } else {
      ask();
    }
  }

  private void fail(String reason) {
    Duration wait = progress.failed();
    LOG.error(
        "Watch errored: type={} error={} retry={}",
        definition.query().type(),
        reason,
        GoDuration.format(wait));
    waiting = world.timer().after(wait, () -> world.thread().execute(this::ask));
  }

  private void tell(long index, byte[] json) {
    Deadline deadline = new Deadline(world.timer(), teller.limit());
    telling = deadline;
    world.tellers().execute(() -> {
      try (deadline) {
        teller.tell(index, json, deadline);
      } catch (RuntimeException e) {
        LOG.error("A watch's handler failed: type={}", definition.query().type(), e);
      } finally {
        world.thread().execute(this::told);
      }
    });
  }

  private void told() {
    telling = null;
    ask();
  }

  /** No longer wanted; its handler may end what it does, since that may be what asked for it. */
  void stop() {
    halt();
    Deadline current = telling;
    if (current != null) {
      world.timer().after(GRACE, current::expire);
    }
  }

  /** The agent ends, and its handlers with it. */
  void end() {
    halt();
    if (telling != null) {
      telling.expire();
    }
  }

  /** Whether it was stopped and its handler is done. */
  boolean isOver() {
    return stopped && telling == null;
  }

  private void halt() {
    stopped = true;
    waiting.cancel();
  }
}
