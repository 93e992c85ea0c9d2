package io.proconsul.conformance.run;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Value;
import io.proconsul.conformance.match.Json;
import io.proconsul.conformance.match.Variables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Base64;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The folder of one run: the scenario's files, and what agents and commands leave behind. */
record ScenarioFolder(Path path, Variables variables) {
  private static final int EXECUTABLE = 0755;
  private static final Set<String> WRAPPED = Set.of("text", "mode", "b64");

  /** A file by the name that the scenario has for it, absolute or within the folder. */
  Path file(String name) {
    return path.resolve(variables.substitute(name));
  }

  /**
   * @param content text, an object {@code {"text", "mode"}} or {@code {"b64"}}, or JSON
   * @param mode permissions in octal; empty leaves them, but scripts become executable
   */
  void write(String name, Value content, String mode) throws IOException {
    Path file = path.resolve(name);
    Files.createDirectories(file.getParent());
    String permissions = mode;
    byte[] data;
    if (content instanceof Value.Obj object && isWrapped(object)) {
      Fields fields = new Fields("file", object);
      permissions = fields.has("mode") ? fields.string("mode") : mode;
      data = fields.has("b64")
          ? Base64.getDecoder().decode(fields.string("b64"))
          : bytes(new Value.Str(fields.string("text")));
    } else {
      data = bytes(content);
    }
    Files.write(file, data);
    if (!permissions.isEmpty()) {
      Files.setPosixFilePermissions(file, permissions(Integer.parseInt(permissions, 8)));
    } else if (data.length > 1 && data[0] == '#' && data[1] == '!') {
      Files.setPosixFilePermissions(file, permissions(EXECUTABLE));
    }
  }

  void delete() throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.deleteIfExists(each);
      }
    }
  }

  private static boolean isWrapped(Value.Obj object) {
    return WRAPPED.containsAll(object.fields().keySet())
        && (object.get("text") != null || object.get("b64") != null);
  }

  private byte[] bytes(Value content) {
    Value filled = variables.substitute(content);
    String text = filled instanceof Value.Str(String plain) ? plain : Json.indented(filled);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    PosixFilePermission[] fromHighest = PosixFilePermission.values();
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (int i = 0; i < fromHighest.length; i++) {
      if ((mode >> (fromHighest.length - 1 - i) & 1) != 0) {
        permissions.add(fromHighest[i]);
      }
    }
    return permissions;
  }
}
