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
import io.proconsul.raftlog.segment.Entry;
import io.proconsul.raftlog.segment.SegmentLog;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * JRaft's log store on a {@link SegmentLog}. JRaft writes from its disk thread and reads from any.
 * It hears only that something failed; the reason goes to the consumer.
 */
final class SegmentStorage implements LogStorage {
  private final SegmentLog log;
  private final Consumer<IOException> failed;
  private final LogEntryV2CodecFactory codec = LogEntryV2CodecFactory.getInstance();

  SegmentStorage(SegmentLog log, Consumer<IOException> failed) {
    this.log = log;
    this.failed = failed;
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
    }
    return true;
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
      failed.accept(e);
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
    return written ? entries.size() : 0;
  }

  private Entry encode(LogEntry entry) {
    var membership = entry.getType() == EntryType.ENTRY_TYPE_CONFIGURATION;
    return new Entry(membership, codec.encoder().encode(entry));
  }

  @Override
  public boolean truncatePrefix(long firstIndexKept) {
    return writing(() -> log.truncateBefore(firstIndexKept));
  }

  @Override
  public boolean truncateSuffix(long lastIndexKept) {
    return writing(() -> log.truncateAfter(lastIndexKept));
  }

  @Override
  public boolean reset(long nextLogIndex) {
    return writing(() -> log.reset(nextLogIndex));
  }

  private interface Write {
    void run() throws IOException;
  }

  private boolean writing(Write write) {
    try {
      write.run();
      return true;
    } catch (IOException e) {
      failed.accept(e);
      return false;
    }
  }
}
