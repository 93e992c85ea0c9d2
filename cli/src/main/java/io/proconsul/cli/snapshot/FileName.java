package io.proconsul.cli.snapshot;

import io.proconsul.cli.api.Failure;
import io.proconsul.codec.Value;
import java.util.ArrayList;
import java.util.List;

/** The name of a snapshot's file, with what the user wants to read in it about the agent. */
final class FileName {
  /** In the order in which they are appended. */
  private static final List<String> PARTS = List.of("version", "dc", "node", "status");

  private FileName() {}

  /**
   * Puts parts in front of the file's extension, each after a dash.
   *
   * @param parts names with commas between; empty for none
   * @param self what the agent says of itself
   */
  static String append(String file, String parts, Value.Obj self) throws Failure {
    List<String> wanted = new ArrayList<>();
    for (String part : parts.split(",", -1)) {
      wanted.add(part.strip());
      if (!PARTS.contains(part.strip())) {
        throw new Failure("Error: -append-filename takes version, dc, node and status, not \""
            + part.strip() + "\"");
      }
    }
    StringBuilder appended = new StringBuilder();
    for (String part : PARTS) {
      if (wanted.contains(part)) {
        appended.append('-').append(value(part, self));
      }
    }
    int dot = file.lastIndexOf('.');
    int end = dot > file.lastIndexOf('/') ? dot : file.length();
    return file.substring(0, end) + appended + file.substring(end);
  }

  private static String value(String part, Value.Obj self) throws Failure {
    return switch (part) {
      case "version" -> text(self, "Config", "Version");
      case "dc" -> text(self, "Config", "Datacenter");
      case "node" -> text(self, "Config", "NodeName");
      default -> leads(self) ? "leader" : "follower";
    };
  }

  private static String text(Value.Obj self, String section, String name) throws Failure {
    if (self.get(section) instanceof Value.Obj found
        && found.get(name) instanceof Value.Str(String text)) {
      return text;
    }
    throw new Failure("Error: the agent does not tell its " + name);
  }

  /** A client agent has no such word, and leads nothing. */
  private static boolean leads(Value.Obj self) {
    return self.get("Stats") instanceof Value.Obj stats
        && stats.get("consul") instanceof Value.Obj consul
        && consul.get("leader") instanceof Value.Str(String leader)
        && leader.equals("true");
  }
}
