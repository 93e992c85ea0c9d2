package io.proconsul.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The samples of a Markdown page. */
record Readme(List<String> lines) {
  /** A line of a terminal after {@code $}, and what it prints. */
  record Sample(String command, List<String> output) {}

  static Readme of(Path file) throws IOException {
    return new Readme(Files.readAllLines(file));
  }

  /** The commands of all {@code console} blocks, in order. */
  List<Sample> console() {
    List<Sample> samples = new ArrayList<>();
    for (List<String> block : blocks("console")) {
      for (String line : block) {
        if (line.startsWith("$ ")) {
          samples.add(new Sample(line.substring(2), new ArrayList<>()));
        } else {
          samples.getLast().output().add(line);
        }
      }
    }
    return samples;
  }

  /** The lines of every block in that language. */
  List<List<String>> blocks(String language) {
    List<List<String>> blocks = new ArrayList<>();
    List<String> open = null;
    for (String line : lines) {
      if (open != null && line.equals("```")) {
        blocks.add(open);
        open = null;
      } else if (open != null) {
        open.add(line);
      } else if (line.equals("```" + language)) {
        open = new ArrayList<>();
      }
    }
    return blocks;
  }
}
