package io.proconsul.agent.snapshot;

import io.proconsul.agent.rpc.Destination;
import io.proconsul.agent.rpc.RpcPool;
import io.proconsul.agent.rpc.RpcStream;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Response;
import io.proconsul.core.member.Server;
import io.proconsul.core.snapshot.Snapshots;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Has another server take or restore a snapshot. Blocks; used on virtual threads. */
final class SnapshotCalls {
  private static final int BUFFER = 64 * 1024;
  private static final int MAX_TRIES = 5;

  /** Between two pieces of an archive, and until there is an answer. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final RpcPool pool;

  SnapshotCalls(RpcPool pool) {
    this.pool = pool;
  }

  /**
   * Where a call may go, asked again when one could not be reached.
   *
   * @param nobody what it means that there is none
   */
  record Servers(
      Supplier<Optional<Server>> next, Consumer<Server> failed, Supplier<ConsulException> nobody) {}

  Snapshots.Saved save(Servers servers, Snapshots.Order order) {
    RpcStream stream = open(servers);
    try {
      stream.readTimeout(PATIENCE);
      stream.out().write(SnapshotFrames.encode(new SnapshotFrames.Request(order, false)));
      stream.endOutput();
      InputStream in = new BufferedInputStream(stream.in(), BUFFER);
      SnapshotFrames.Response response = answer(in);
      return new Snapshots.Saved(response.meta(), new Copied(stream, in));
    } catch (IOException e) {
      stream.close();
      throw failed(e);
    } catch (ConsulException e) {
      stream.close();
      throw e;
    }
  }

  void restore(Servers servers, Snapshots.Order order, InputStream archive) {
    try (RpcStream stream = open(servers)) {
      stream.readTimeout(PATIENCE);
      stream.out().write(SnapshotFrames.encode(new SnapshotFrames.Request(order, true)));
      send(archive, stream);
      answer(new BufferedInputStream(stream.in(), BUFFER));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** A server that refuses an archive may hang up before it has seen all: its answer counts. */
  private static void send(InputStream archive, RpcStream stream) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int n = archive.read(buffer); n >= 0; n = archive.read(buffer)) {
      try {
        stream.out().write(buffer, 0, n);
      } catch (IOException _) {
        return;
      }
    }
    stream.endOutput();
  }

  private static SnapshotFrames.Response answer(InputStream in) throws IOException {
    SnapshotFrames.Response response = SnapshotFrames.readResponse(in);
    if (!response.error().isEmpty()) {
      throw new ConsulException.FromServer(response.error());
    }
    return response;
  }

  private RpcStream open(Servers servers) {
    ConsulException last = new ConsulException.NoLeader();
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      Optional<Server> found = servers.next().get();
      if (found.isEmpty()) {
        throw tries == 0 ? servers.nobody().get() : last;
      }
      Server server = found.get();
      try {
        return pool.openSnapshot(new Destination(
            server.host(), server.port(), server.name(), server.datacenter(), false));
      } catch (IOException e) {
        servers.failed().accept(server);
        last = failed(e);
      }
    }
    throw last;
  }

  private static ConsulException failed(IOException e) {
    return new ConsulException.FromServer("failed to decode response: " + e.getMessage());
  }

  /** An archive as it comes from another server. */
  private record Copied(RpcStream stream, InputStream in) implements Response.Content {
    @Override
    public void writeTo(OutputStream out) throws IOException {
      in.transferTo(out);
    }

    @Override
    public void close() {
      stream.close();
    }
  }
}
