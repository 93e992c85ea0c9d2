package io.proconsul.gossip.pool;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.GoBase64;
import io.proconsul.gossip.serf.KeyResponse;
import io.proconsul.gossip.serf.QueryParams;
import io.proconsul.gossip.serf.SerfEvent;
import io.proconsul.gossip.serf.message.KeyRequest;
import io.proconsul.gossip.serf.message.SerfMessage;
import io.proconsul.gossip.wire.Keyring;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Changes the keys of all members, and keeps this node's on disk. Owned by the pool. */
final class Keys {
  /** Beyond the query's own time: the machine ends it, this is for a machine that does not. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final MachineThread thread;
  private final Asks asks;
  private final @Nullable Path file;
  /** One change at a time, as Serf. */
  private final ReentrantLock changing = new ReentrantLock();

  private final ReentrantLock saving = new ReentrantLock();

  /** @param file null when nothing is kept */
  Keys(MachineThread thread, Asks asks, @Nullable Path file) {
    this.thread = thread;
    this.asks = asks;
    this.file = file;
  }

  /** Asks all and waits for their answers. */
  KeyResponse request(String query, String key, int relayFactor) {
    byte[] request = new KeyRequest(decode(key)).toBytes();
    changing.lock();
    try {
      CompletableFuture<KeyResponse> done = new CompletableFuture<>();
      KeyOperation operation = new KeyOperation(thread.call(serf -> serf.present()));
      long token = asks.query(new Gathering(operation, done));
      try {
        Duration timeout = thread.call(serf -> serf.ask(
            token,
            new SerfMessage.NamedPayload(query, request),
            QueryParams.DEFAULT.withRelayFactor(relayFactor)));
        Optional<KeyResponse> none = Optional.empty();
        return MachineThread.within(timeout.plus(GRACE), done.thenApply(Optional::of), none)
            .orElseThrow(() -> new GossipException("timed out"));
      } finally {
        asks.forget(token);
      }
    } finally {
      changing.unlock();
    }
  }

  private static byte[] decode(String key) {
    try {
      return GoBase64.decode(key);
    } catch (DecodeException e) {
      throw new GossipException(Objects.toString(e.getMessage(), "no base64"), e);
    }
  }

  /** Called on the machine's thread only, so the counting needs no lock. */
  private record Gathering(KeyOperation operation, CompletableFuture<KeyResponse> done)
      implements QueryListener {
    @Override
    public void response(String node, byte[] payload) {
      if (operation.answered(node, payload)) {
        done.complete(operation.response());
      }
    }

    @Override
    public void finished() {
      done.complete(operation.response());
    }
  }

  /** This node's keyring is another one: used from now on, then saved, then answered. */
  void changed(Keyring keyring, SerfEvent.QueryReceived query) {
    thread.driver().use(keyring);
    Thread.ofVirtual().name("gossip-keyring").start(() -> {
      Optional<String> error = save();
      thread.run(serf -> serf.keysSaved(query, error));
    });
  }

  /** The newest, whichever change came first to this. */
  private Optional<String> save() {
    saving.lock();
    try {
      Keyring keyring = thread.driver().keyring();
      if (file != null && keyring != null) {
        List<String> keys =
            keyring.keys().stream().map(Base64.getEncoder()::encodeToString).toList();
        KeyringFile.write(file, keys);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("Failed to write keyring file: " + e.getMessage());
    } finally {
      saving.unlock();
    }
  }
}
