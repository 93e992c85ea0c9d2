package io.proconsul.raftlog.jraft;

import java.util.Map;

/** What JRaft and protobuf let be set only for the whole JVM; what is set already stays. */
final class Properties {
  /**
   * Of a snapshot on its way to a follower; each piece waits for the one before. JRaft makes the
   * buffer for it in steps of the property's size, each with a copy of all before, so both must be
   * the same: with JRaft's own 1 KB a snapshot of 200 MB takes forty seconds.
   */
  static final int SNAPSHOT_PIECE_BYTES = 1 << 20;

  private static final Map<String, String> VALUES = Map.of(
      "jraft.byte_buf.size",
      Integer.toString(SNAPSHOT_PIECE_BYTES),
      // JRaft's own pool for answers keeps as many threads for ever.
      "jraft.rpc.closure.threadpool.size.min",
      "0",
      // JRaft's messages were generated for an older protobuf, which newer ones warn of at each
      // first use. The flaw meant there is one of running time; whoever sends us messages is a
      // server of the cluster.
      "com.google.protobuf.use_unsafe_pre22_gencode",
      "true");

  private Properties() {}

  static void set() {
    VALUES.forEach((name, value) -> {
      if (System.getProperty(name) == null) {
        System.setProperty(name, value);
      }
    });
  }
}
