package io.proconsul.bench.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Measures one executable; the figures by their names. */
@FunctionalInterface
interface Scenario {
  Map<String, Double> measure(Path executable, Arguments.Pace pace) throws IOException;

  /** What a server that keeps its data is measured by, once it can be written to. */
  @FunctionalInterface
  interface OnServer {
    Map<String, Double> measure(ServerProcess server, Load load) throws IOException;
  }

  static Scenario durable(OnServer measured) {
    return (executable, pace) -> {
      try (ServerProcess server = ServerProcess.durable(executable)) {
        server.awaitWritable();
        return measured.measure(server, new Load(server, pace));
      }
    };
  }
}
