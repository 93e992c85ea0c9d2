package io.proconsul.core.snapshot;

import io.proconsul.codec.Fields;
import io.proconsul.core.state.Tables;
import io.proconsul.core.state.Tx;

/** One table on its way into a snapshot and back. */
interface Section {
  /** Part of the format: it never changes its meaning. */
  String name();

  void write(Tables tables, SnapshotCodec.Records out);

  /** Puts one record back, also into the tables that follow from this one. */
  void read(Fields in, Tx tx);
}
