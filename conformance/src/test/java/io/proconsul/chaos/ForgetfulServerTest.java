package io.proconsul.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The proof proves something: a server that forgets does not pass, and one left alone does. */
class ForgetfulServerTest {
  @Test
  void aServerThatForgetsWhenItIsKilledIsFound(@TempDir Path folder) throws Exception {
    ChaosRun.Result result = ChaosRun.run(plan(folder, "kill-all-servers"));
    assertThat(result.failures())
        .as(result.report())
        .anyMatch(failure -> failure.contains("acknowledged keys are lost"))
        .anyMatch(failure -> failure.contains("consistent reads are not linearizable"));
  }

  @Test
  void aServerThatOnlyStandsStillKeepsItsWord(@TempDir Path folder) throws Exception {
    ChaosRun.Result result = ChaosRun.run(plan(folder, "freeze-leader"));
    assertThat(result.failures()).as(result.report()).isEmpty();
  }

  private static Plan plan(Path folder, String fault) throws Exception {
    Path program = folder.resolve("forgetful");
    Files.writeString(program, """
        #!/bin/sh
        exec '%s/bin/java' -XX:TieredStopAtLevel=1 -cp '%s' %s "$@"
        """.formatted(
            System.getProperty("java.home"),
            System.getProperty("java.class.path"),
            ForgetfulServer.class.getName()));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return new Plan(program, 7, Duration.ofSeconds(1), 1, 0, fault, false, true, false);
  }
}
