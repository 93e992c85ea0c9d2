package io.proconsul.raftlog.jraft;

import com.alipay.sofa.jraft.core.NodeImpl;
import io.proconsul.raftlog.LogException;
import io.proconsul.raftlog.LogException.Reason;
import io.proconsul.raftlog.Membership;
import io.proconsul.raftlog.disk.PeersFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies {@code peers.json} at a start. JRaft keeps the new membership in memory until a leader
 * has written it to the log, so the file stays until then: a crash in between changes nothing.
 */
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  private final Path file;
  private final long lastIndex;
  private final Optional<Membership> asked;
  private volatile boolean done;

  /**
   * Reads the file, if there is one.
   *
   * @param lastIndex of log and snapshot on disk; 0 when both are empty
   * @throws LogException REFUSED when there is a file that is no good here
   */
  Recovery(Path file, long lastIndex) {
    this.file = file;
    this.lastIndex = lastIndex;
    this.asked = PeersFile.read(file);
    if (asked.isPresent() && lastIndex == 0) {
      throw PeersFile.wrong(file, "this server has no log or snapshot that could be recovered");
    }
  }

  void apply(NodeImpl node, Memberships memberships) {
    if (asked.isEmpty() || done) {
      return;
    }
    LOG.warn("Recovering by {}: the servers are {}", file, asked.get().members());
    var status = node.resetPeers(Memberships.configuration(asked.get()));
    if (!status.isOk()) {
      throw new LogException(
          Reason.FAILED, "cannot recover the servers by " + file + ": " + status.getErrorMsg());
    }
    memberships.add(new Membership(lastIndex, asked.get().members()));
  }

  /** The log holds a new membership. */
  void written(Membership membership) {
    if (asked.isPresent() && asked.get().members().equals(membership.members())) {
      done = true;
      try {
        if (Files.deleteIfExists(file)) {
          LOG.info("Recovered by {}, which is removed", file);
        }
      } catch (IOException e) {
        LOG.error("Cannot remove {}; remove it before the next start", file, e);
      }
    }
  }
}
