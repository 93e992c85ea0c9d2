package io.proconsul.raftlog.jraft;

import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.conf.ConfigurationEntry;
import com.alipay.sofa.jraft.conf.ConfigurationManager;
import com.alipay.sofa.jraft.entity.EnumOutter.EntryType;
import com.alipay.sofa.jraft.entity.LogEntry;
import com.alipay.sofa.jraft.entity.LogId;
import com.alipay.sofa.jraft.entity.codec.v2.LogEntryV2CodecFactory;
import com.alipay.sofa.jraft.option.LogStorageOptions;
import com.alipay.sofa.jraft.storage.LogStorage;
import io.proconsul.raftlog.Membership;
import io.proconsul.raftlog.jraft.MachineDriver.Position;
import io.proconsul.raftlog.segment.Entry;
import io.proconsul.raftlog.segment.SegmentLog;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JRaft's log store on a {@link SegmentLog}. JRaft writes from its disk thread and reads from any.
 * It hears only that something failed; the reason goes to the listener.
 */
final class SegmentStorage implements LogStorage {
  private final SegmentLog log;
  private final Failures failures;
  private final Memberships memberships;
  private volatile Position last = Position.NONE;
  private final LogEntryV2CodecFactory codec = LogEntryV2CodecFactory.getInstance();

  /** Hears why JRaft is about to stop. */
  interface Failures {
    /** @param passes whether the log can go on once there is room */
    void failed(IOException cause, boolean passes);
  }

  SegmentStorage(SegmentLog log, Failures failures, Memberships memberships) {
    this.log = log;
    this.failures = failures;
    this.memberships = memberships;
  }

  /** The last entry on disk; none if the log is empty or all of it is in a snapshot. */
  Position last() {
    return last;
  }

  /** JRaft keeps memberships apart and wants them first. */
  @Override
  public boolean init(LogStorageOptions options) {
    for (var index : log.marked()) {
      var entry = getEntry(index);
      if (entry == null) {
        return false;
      }
      addMembership(options.getConfigurationManager(), entry);
      memberships.add(membership(entry));
    }
    return readLast();
  }

  private boolean readLast() {
    var index = log.lastIndex();
    if (index < log.firstIndex()) {
      last = Position.NONE;
      return true;
    }
    var entry = getEntry(index);
    if (entry != null) {
      last = new Position(index, entry.getId().getTerm());
    }
    return entry != null;
  }

  private static Membership membership(LogEntry entry) {
    return Memberships.membership(entry.getId().getIndex(), entry.getPeers(), entry.getLearners());
  }

  private static void addMembership(ConfigurationManager target, LogEntry entry) {
    var membership = new ConfigurationEntry();
    membership.setId(new LogId(entry.getId().getIndex(), entry.getId().getTerm()));
    membership.setConf(new Configuration(entry.getPeers(), entry.getLearners()));
    if (entry.getOldPeers() != null) {
      membership.setOldConf(new Configuration(entry.getOldPeers(), entry.getOldLearners()));
    }
    target.add(membership);
  }

  @Override
  public void shutdown() {
    log.close();
  }

  @Override
  public long getFirstLogIndex() {
    return log.firstIndex();
  }

  @Override
  public long getLastLogIndex() {
    return log.lastIndex();
  }

  @Override
  public @Nullable LogEntry getEntry(long index) {
    try {
      var entry = log.read(index);
      return entry.isEmpty() ? null : codec.decoder().decode(entry.get().content());
    } catch (IOException e) {
      failures.failed(e, false);
      return null;
    }
  }

  @Override
  @Deprecated
  public long getTerm(long index) {
    var entry = getEntry(index);
    return entry == null ? 0 : entry.getId().getTerm();
  }

  @Override
  public boolean appendEntry(LogEntry entry) {
    return appendEntries(List.of(entry)) == 1;
  }

  @Override
  public int appendEntries(List<LogEntry> entries) {
    var first = entries.getFirst().getId().getIndex();
    var written = writing(() -> {
      if (first != log.lastIndex() + 1) {
        throw new IOException("entry " + first + " does not follow " + log.lastIndex());
      }
      log.append(entries.stream().map(this::encode).toList());
    });
    if (!written) {
      return 0;
    }
    for (var entry : entries) {
      if (entry.getType() == EntryType.ENTRY_TYPE_CONFIGURATION) {
        memberships.add(membership(entry));
      }
    }
    var end = entries.getLast().getId();
    last = new Position(end.getIndex(), end.getTerm());
    return entries.size();
  }

  private Entry encode(LogEntry entry) {
    var membership = entry.getType() == EntryType.ENTRY_TYPE_CONFIGURATION;
    return new Entry(membership, codec.encoder().encode(entry));
  }

  @Override
  public boolean truncatePrefix(long firstIndexKept) {
    return writing(() -> log.truncateBefore(firstIndexKept)) && readLast();
  }

  @Override
  public boolean truncateSuffix(long lastIndexKept) {
    if (!writing(() -> log.truncateAfter(lastIndexKept))) {
      return false;
    }
    memberships.cut(lastIndexKept);
    return readLast();
  }

  @Override
  public boolean reset(long nextLogIndex) {
    return writing(() -> log.reset(nextLogIndex)) && readLast();
  }

  private interface Write {
    void run() throws IOException;
  }

  private boolean writing(Write write) {
    try {
      write.run();
      return true;
    } catch (IOException e) {
      failures.failed(e, log.isMendable());
      return false;
    }
  }
}
