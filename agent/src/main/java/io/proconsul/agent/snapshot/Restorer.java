package io.proconsul.agent.snapshot;

import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.Outcome;
import io.proconsul.core.command.RestoreCommand;
import io.proconsul.core.snapshot.Archive;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings an archive into the leader's log, part after part; the last one replaces the state on all
 * servers. Before the first, the whole archive is on disk and was verified. One at a time; blocks.
 */
final class Restorer {
  private static final Logger LOG = LoggerFactory.getLogger("agent.server.snapshot");
  private static final int BUFFER = 64 * 1024;
  private static final long MAX_ARCHIVE = 16L << 30;
  private static final long PATIENCE_SECONDS = 60;

  private final Parts log;
  private final Semaphore one = new Semaphore(1);

  /** Takes part after part, and tells when one is in the state. */
  interface Parts {
    void append(RestoreCommand part, Outcome<Boolean> outcome);
  }

  Restorer(Parts log) {
    this.log = log;
  }

  /** @throws ConsulException.Refused with the reason; the state is the old one then */
  void restore(InputStream archive) {
    if (!one.tryAcquire()) {
      throw new ConsulException.Refused("another snapshot is being restored; try again later");
    }
    try {
      Path file = Files.createTempFile("proconsul-restore-", ".tgz");
      try {
        receive(archive, file);
        verify(file);
        submit(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new ConsulException.Refused(String.valueOf(e.getMessage()));
    } finally {
      one.release();
    }
  }

  private static void receive(InputStream archive, Path file) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long size = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int n = archive.read(buffer); n >= 0; n = archive.read(buffer)) {
        size += n;
        if (size > MAX_ARCHIVE) {
          throw new IOException("snapshots of more than " + MAX_ARCHIVE + " bytes are not taken");
        }
        out.write(buffer, 0, n);
      }
    }
  }

  private static void verify(Path file) throws IOException {
    try (InputStream in = open(file)) {
      Archive.verify(in);
    }
  }

  private static InputStream open(Path file) throws IOException {
    return new BufferedInputStream(Files.newInputStream(file), BUFFER);
  }

  private void submit(Path file) throws IOException {
    try (InputStream in = open(file)) {
      var meta = Archive.read(in, this::submit);
      LOG.info("snapshot restored: id={} index={}", meta.id(), meta.index());
    }
  }

  private void submit(InputStream state) throws IOException {
    String id = UUID.randomUUID().toString();
    byte[] part = state.readNBytes(RestoreCommand.MAX_DATA);
    boolean last = false;
    for (long number = 0; !last; number++) {
      byte[] following = state.readNBytes(RestoreCommand.MAX_DATA);
      last = following.length == 0;
      submit(new RestoreCommand(id, number, last, part));
      part = following;
    }
  }

  /** Waits for each, so that they come in order and the log has room for others. */
  private void submit(RestoreCommand part) {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    log.append(part, new Outcome<>() {
      @Override
      public void done(Boolean taken) {
        done.complete(taken);
      }

      @Override
      public void failed(ConsulException cause) {
        done.completeExceptionally(cause);
      }
    });
    try {
      done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof ConsulException cause
          ? cause
          : new ConsulException.Refused(String.valueOf(e.getMessage()));
    } catch (TimeoutException _) {
      throw new ConsulException.Refused("the log takes nothing; it is unknown whether it will");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new ConsulException.Refused("the agent is closing");
    }
  }
}
