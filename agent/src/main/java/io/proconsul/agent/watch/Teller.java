package io.proconsul.agent.watch;

import io.proconsul.agent.check.Deadline;
import io.proconsul.agent.check.Hook;
import io.proconsul.agent.check.Program;
import io.proconsul.core.check.TailBuffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a handler a new value, and the log how that went; the values that follow are told all the
 * same. Blocks its caller, one of the threads of {@link Watches}, until the deadline at most.
 */
interface Teller {
  Logger LOG = LoggerFactory.getLogger("agent");

  /** As much of a handler's output as is kept. */
  int MAX_OUTPUT = 4 << 10;

  /** @param json with a newline at its end */
  void tell(long index, byte[] json, Deadline deadline);

  /** How long telling may take. */
  Duration limit();

  /**
   * Runs a program, for as long as it likes.
   *
   * @param environment besides the agent's own and {@code CONSUL_INDEX}
   */
  record ToProgram(List<String> args, Map<String, String> environment) implements Teller {
    @Override
    public Duration limit() {
      return Duration.ofDays(3_650);
    }

    @Override
    public void tell(long index, byte[] json, Deadline deadline) {
      Map<String, String> variables = new HashMap<>(environment);
      variables.put("CONSUL_INDEX", Long.toUnsignedString(index));
      TailBuffer output = new TailBuffer(MAX_OUTPUT);
      try {
        Program program = Program.start(args, variables, deadline);
        program.feed(json);
        program.drain(output);
        int code = program.waitFor();
        if (code != 0) {
          LOG.error("Failed to run watch handler: handler={} error=exit status {}", name(), code);
        }
        LOG.debug("watch handler output: handler={} output={}", name(), output.report());
      } catch (IOException e) {
        LOG.error("Failed to run watch handler: handler={} error={}", name(), e.getMessage());
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    private String name() {
      return String.join(" ", args);
    }
  }

  /** Sends a request. */
  record ToEndpoint(Hook hook, WatchDefinition.HttpHandler handler) implements Teller {
    @Override
    public Duration limit() {
      return handler.timeout();
    }

    @Override
    public void tell(long index, byte[] json, Deadline deadline) {
      Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      headers.put("Content-Type", List.of("application/json"));
      headers.put("X-Consul-Index", List.of(Long.toUnsignedString(index)));
      handler.header().forEach((name, values) -> headers.merge(name, values, ToEndpoint::both));
      TailBuffer output = new TailBuffer(MAX_OUTPUT);
      Hook.Target target = new Hook.Target(handler.url(), handler.method(), handler.skipVerify());
      try {
        Hook.Answer answer = hook.send(target, headers, json, output, deadline);
        if (answer.code() / 100 != 2) {
          LOG.error(
              "Failed to run watch handler: url={} status={}", handler.url(), answer.status());
        }
        LOG.debug("watch handler output: url={} output={}", handler.url(), output.report());
      } catch (IOException e) {
        LOG.error("Failed to run watch handler: url={} error={}", handler.url(), e.getMessage());
      }
    }

    private static List<String> both(List<String> before, List<String> more) {
      List<String> all = new ArrayList<>(before);
      all.addAll(more);
      return all;
    }
  }

  /** The bytes with a newline after them, as Go's encoder leaves it. */
  static byte[] line(byte[] json) {
    byte[] newline = "\n".getBytes(StandardCharsets.US_ASCII);
    byte[] line = java.util.Arrays.copyOf(json, json.length + newline.length);
    line[json.length] = newline[0];
    return line;
  }
}
