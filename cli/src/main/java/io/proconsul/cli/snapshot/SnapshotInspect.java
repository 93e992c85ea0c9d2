package io.proconsul.cli.snapshot;

import io.proconsul.cli.command.FlagCommand;
import io.proconsul.cli.command.Terminal;
import io.proconsul.cli.flag.NumberFlag;
import io.proconsul.cli.flag.StringFlag;
import io.proconsul.cli.flag.SwitchFlag;
import io.proconsul.codec.Fields;
import io.proconsul.core.snapshot.Archive;
import io.proconsul.core.snapshot.ArchiveMeta;
import io.proconsul.core.snapshot.SnapshotCodec;
import java.io.IOException;
import java.io.InputStream;

/** {@code consul snapshot inspect}: what a file of {@code save} holds, by kinds and keys. */
public final class SnapshotInspect extends FlagCommand {
  private static final int DEFAULT_DEPTH = 2;

  private final SwitchFlag kvDetails = flags.bool(
      "kvdetails", false, "Tell, too, how much is under which keys. The default is false.");
  private final NumberFlag kvDepth = flags.integer(
      "kvdepth", DEFAULT_DEPTH, "With -kvdetails, keys are cut behind so many parts.");
  private final StringFlag kvFilter =
      flags.string("kvfilter", "", "With -kvdetails, only keys that start with this text count.");
  private final StringFlag format = flags.string("format", "pretty", "Output format {pretty|json}");

  @Override
  protected int perform(Terminal terminal, String[] words) {
    String misuse = SnapshotFiles.check(words);
    if (misuse != null) {
      terminal.error(misuse);
      return 1;
    }
    try (InputStream in = SnapshotFiles.open(words[0])) {
      return inspect(terminal, in);
    } catch (IOException e) {
      terminal.error("Error opening snapshot file: " + e.getMessage());
      return 1;
    }
  }

  private int inspect(Terminal terminal, InputStream in) {
    Tally kinds = new Tally();
    Tally keys = new Tally();
    ArchiveMeta meta;
    try {
      meta = Archive.read(
          in,
          state -> SnapshotCodec.scan(
              state, (section, size, record) -> count(section, size, record, kinds, keys)));
    } catch (IOException e) {
      terminal.error("Error reading snapshot: " + e.getMessage());
      return 1;
    }
    Inspection inspection = new Inspection(meta, kinds, kvDetails.get() ? keys : null);
    switch (format.get()) {
      case "pretty" -> terminal.out(inspection.pretty());
      case "json" -> terminal.out(inspection.json());
      default -> {
        terminal.error("Error outputting enhanced snapshot data: Unknown format: " + format.get());
        return 1;
      }
    }
    return 0;
  }

  private void count(String section, int size, Fields record, Tally kinds, Tally keys) {
    kinds.add(Inspection.kind(section), size);
    if (kvDetails.get() && section.equals("kv")) {
      String key = Inspection.key(record);
      if (key.startsWith(kvFilter.get())) {
        keys.add(cut(key), size);
      }
    }
  }

  private String cut(String key) {
    int end = -1;
    for (long part = 0; part < kvDepth.get(); part++) {
      end = key.indexOf('/', end + 1);
      if (end < 0) {
        return key;
      }
    }
    return end < 0 ? key : key.substring(0, end);
  }

  @Override
  protected String usage() {
    return """
        Usage: consul snapshot inspect [options] FILE

          Verifies a snapshot and prints what is in it: how many records of which kind,
          and how large they are. No agent is asked.

              $ consul snapshot inspect backup.snap

          With -kvdetails, the keys are told apart by the first parts of their names:

              $ consul snapshot inspect -kvdetails -kvdepth 3 -kvfilter vault/ backup.snap""";
  }
}
