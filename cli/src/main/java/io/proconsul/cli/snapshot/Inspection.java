package io.proconsul.cli.snapshot;

import io.proconsul.cli.text.Columns;
import io.proconsul.codec.Fields;
import io.proconsul.codec.Sink;
import io.proconsul.codec.json.JsonWriter;
import io.proconsul.core.snapshot.ArchiveMeta;
import io.proconsul.model.KvEntry;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What was found in a snapshot.
 *
 * @param keys null when nobody asked for them
 */
record Inspection(ArchiveMeta meta, Tally kinds, @Nullable Tally keys) {
  private static final int GAP = 6;
  private static final String LINE = "----";

  /** What Consul calls a table, where it has such a one. */
  static String kind(String section) {
    return switch (section) {
      case "kv" -> "KVS";
      case "tombstone" -> "Tombstone";
      case "session" -> "Session";
      case "node", "service", "check" -> "Register";
      case "coordinate" -> "CoordinateBatchUpdate";
      case "autopilot" -> "Autopilot";
      case "ca-configuration" -> "ConnectCAConfig";
      case "ca-root" -> "ConnectCA";
      case "ca-key" -> "ConnectCAProviderState";
      case "prepared-query", "query" -> "PreparedQuery";
      case "virtual-ip", "manual-virtual-ip" -> "ServiceVirtualIP";
      case "free-virtual-ip" -> "FreeVirtualIP";
      case "mark" -> "Index";
      default -> section;
    };
  }

  static String key(Fields record) {
    KvEntry entry = record.object("V", "KVPair", KvEntry.MAPPING::read);
    return entry == null ? "" : entry.key();
  }

  String pretty() {
    StringBuilder text = new StringBuilder()
        .append(new Columns(GAP)
            .row(" ID", meta.id())
            .row(" Size", Long.toString(meta.size()))
            .row(" Index", Long.toUnsignedString(meta.index()))
            .row(" Term", Long.toUnsignedString(meta.term()))
            .row(" Version", Integer.toString(ArchiveMeta.VERSION)))
        .append("\n\n")
        .append(table(" Type", kinds));
    if (keys != null) {
      text.append("\n\n").append(table(" Key Name", keys));
    }
    return text.toString();
  }

  private static Columns table(String title, Tally tally) {
    Columns table = new Columns(GAP).row(title, "Count", "Size").row(" " + LINE, LINE, LINE);
    for (Tally.Line line : tally.lines()) {
      table.row(" " + line.name(), Long.toString(line.count()), Tally.shown(line.size()));
    }
    return table.row(" " + LINE, LINE, LINE).row(" Total", "", Tally.shown(tally.total()));
  }

  String json() {
    byte[] json = JsonWriter.pretty(this, (found, out) -> {
      out.beginObject();
      out.field("Meta", found.meta, Inspection::writeMeta);
      stats("Stats", found.kinds, out);
      if (found.keys != null) {
        stats("StatsKV", found.keys, out);
      }
      out.field("TotalSize", found.kinds.total());
      out.field("TotalSizeKV", found.keys == null ? 0 : found.keys.total());
      out.endObject();
    });
    return new String(json, StandardCharsets.UTF_8);
  }

  private static void writeMeta(ArchiveMeta meta, Sink out) {
    out.beginObject();
    out.field("ID", meta.id());
    out.field("Size", meta.size());
    out.unsignedField("Index", meta.index());
    out.unsignedField("Term", meta.term());
    out.field("Version", ArchiveMeta.VERSION);
    out.endObject();
  }

  private static void stats(String name, Tally tally, Sink out) {
    out.list(name, tally.lines(), (line, to) -> {
      to.beginObject();
      to.field("Name", line.name());
      to.field("Sum", line.size());
      to.field("Count", line.count());
      to.endObject();
    });
  }
}
