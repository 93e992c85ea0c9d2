package io.proconsul.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.model.CheckThresholds;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckMachineTest {
  /** p, w and c are results; the states after each follow, - where nothing changes. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, pwcp, pwcp",
    "3, 0, 0, pppcp, --pc-",
    "2, 0, 0, pwp, -wp",
    "0, 0, 3, pcccc, p--cc",
    "0, 0, 3, ccpccc, --p--c",
    "0, 2, 3, cccp, -wcp",
    "0, 1, 2, cc, wc",
    "-1, 0, -1, pc, pc",
  })
  void aRowOfResultsMakesTheState(
      int success, int warning, int critical, String results, String states) {
    CheckMachine machine = new CheckMachine(new CheckThresholds(success, warning, critical));
    StringBuilder seen = new StringBuilder();
    results.chars().forEach(letter -> {
      String status =
          machine.on(result(letter)).map(shown -> shown.status().text()).orElse("-");
      seen.append(status.charAt(0));
    });
    assertThat(seen.toString()).isEqualTo(states);
  }

  @org.junit.jupiter.api.Test
  void anEarlyWarningKeepsTheFailuresOutput() {
    CheckMachine machine = new CheckMachine(new CheckThresholds(0, 1, 2));
    assertThat(machine.on(CheckResult.critical("down"))).contains(CheckResult.warning("down"));
  }

  private static CheckResult result(int letter) {
    return switch (letter) {
      case 'p' -> CheckResult.passing("");
      case 'w' -> CheckResult.warning("");
      default -> CheckResult.critical("");
    };
  }
}
