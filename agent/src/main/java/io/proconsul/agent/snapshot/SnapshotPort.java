package io.proconsul.agent.snapshot;

import io.proconsul.agent.rpc.Peer;
import io.proconsul.agent.rpc.RpcStream;
import io.proconsul.agent.rpc.StreamAcceptor;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.api.Render;
import io.proconsul.core.snapshot.Snapshots;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Snapshots over the server port: one for each connection, on its thread. */
public final class SnapshotPort implements StreamAcceptor {
  private static final Logger LOG = LoggerFactory.getLogger("agent.server.snapshot");
  private static final int BUFFER = 64 * 1024;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** What a client that was refused may still send until it hears of that. */
  private static final long MAX_DRAINED = 1L << 30;

  private final Snapshots snapshots;

  public SnapshotPort(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  @Override
  public void accept(RpcStream stream, Peer peer) {
    try {
      stream.readTimeout(PATIENCE);
      InputStream in = new BufferedInputStream(stream.in(), BUFFER);
      SnapshotFrames.Request request = SnapshotFrames.readRequest(in);
      if (request.restore()) {
        restore(request.order(), in, stream);
      } else {
        save(request.order(), stream);
      }
    } catch (IOException e) {
      LOG.error("failed to handle snapshot request: from={} error=\"{}\"", peer, e.getMessage());
    }
  }

  private void save(Snapshots.Order order, RpcStream stream) throws IOException {
    Snapshots.Saved saved;
    try {
      saved = await(outcome -> snapshots.save(order, outcome));
    } catch (ConsulException e) {
      answer(e, stream);
      return;
    }
    try {
      stream.out().write(SnapshotFrames.encode(new SnapshotFrames.Response("", saved.meta())));
      OutputStream out = new BufferedOutputStream(stream.out(), BUFFER);
      saved.archive().writeTo(out);
      out.flush();
      stream.endOutput();
    } finally {
      saved.archive().close();
    }
  }

  private void restore(Snapshots.Order order, InputStream in, RpcStream stream) throws IOException {
    try {
      await((Outcome<Boolean> outcome) -> snapshots.restore(order, in, outcome));
    } catch (ConsulException e) {
      answer(e, stream);
      drain(in);
      return;
    }
    stream.out().write(SnapshotFrames.encode(new SnapshotFrames.Response("", Render.Meta.NONE)));
    stream.endOutput();
  }

  private static void answer(ConsulException cause, RpcStream stream) throws IOException {
    String error = String.valueOf(cause.getMessage());
    stream.out().write(SnapshotFrames.encode(new SnapshotFrames.Response(error, Render.Meta.NONE)));
    stream.endOutput();
  }

  /** Closing with bytes unread would take the answer away from the other end. */
  private static void drain(InputStream in) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long drained = 0;
    for (int n = in.read(buffer); n >= 0 && drained < MAX_DRAINED; n = in.read(buffer)) {
      drained += n;
    }
  }

  /** Something that answers later. */
  private interface Later<R> {
    void start(Outcome<R> outcome);
  }

  /** Bounded by what is awaited, which gives up by itself. */
  private static <R> R await(Later<R> later) throws IOException {
    CompletableFuture<R> done = new CompletableFuture<>();
    later.start(new Outcome<>() {
      @Override
      public void done(R result) {
        done.complete(result);
      }

      @Override
      public void failed(ConsulException cause) {
        done.completeExceptionally(cause);
      }
    });
    try {
      return done.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ConsulException cause) {
        throw cause;
      }
      throw new IOException(e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
