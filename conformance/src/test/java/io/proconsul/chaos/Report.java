package io.proconsul.chaos;

import java.time.Duration;
import java.util.Locale;

/** A run as Markdown: what was done to the datacenter, and what became of it. */
final class Report {
  private static final int WIDTH = 220;

  private final Plan plan;
  private final Findings findings;
  private final Availability availability;
  private final StringBuilder text = new StringBuilder();

  private Report(Plan plan, Findings findings, Availability availability) {
    this.plan = plan;
    this.findings = findings;
    this.availability = availability;
  }

  static String of(Plan plan, Findings findings, Availability availability) {
    Report report = new Report(plan, findings, availability);
    report.head();
    report.faults();
    report.gaps();
    report.again();
    report.logs();
    return report.text.toString();
  }

  private void head() {
    boolean good = findings.failures().isEmpty();
    line(String.format(
        Locale.ROOT, "# Chaos run, seed %d: %s", plan.seed(), good ? "passed" : "FAILED"));
    line("");
    line(String.format(
        Locale.ROOT,
        "%s, %d servers and %d client agents %s, %.0f s, %d faults, %d acknowledged writes (%.0f/s).",
        plan.executable(),
        plan.servers(),
        plan.clients(),
        plan.namespaces() ? "in network namespaces" : "on loopback",
        seconds(availability.whole()),
        findings.troubles().size(),
        availability.writes().size(),
        availability.perSecond()));
    line("");
    findings
        .failures()
        .forEach(failure -> line(String.format(Locale.ROOT, "- **failed**: %s", failure)));
    findings.facts().forEach(fact -> line(String.format(Locale.ROOT, "- %s", fact)));
    line("");
  }

  private void faults() {
    line("## Faults");
    line("");
    line("| begun, s | fault | hit | lasted, s | all serve again after, s | no write for, s |");
    line("|---|---|---|---|---|---|");
    for (Findings.Trouble trouble : findings.troubles()) {
      line(String.format(
          Locale.ROOT,
          "| %.1f | %s | %s | %.1f | %.1f | %.1f |",
          seconds(trouble.begun()),
          trouble.name(),
          trouble.whom(),
          seconds(trouble.ended().minus(trouble.begun())),
          seconds(trouble.recovered().minus(trouble.ended())),
          availability.longestGap(trouble.begun(), trouble.recovered())));
    }
    line("");
  }

  private void gaps() {
    line("## Times without an acknowledged write, of more than a second");
    line("");
    for (Availability.Gap gap : availability.gaps()) {
      line(String.format(
          Locale.ROOT,
          "- %.1f to %.1f (%.1f s)",
          seconds(gap.from()),
          seconds(gap.to()),
          gap.seconds()));
    }
    line("");
  }

  private void again() {
    line(String.format(
        Locale.ROOT,
        "Again: `bench/chaos --seed %d --minutes %.1f --servers %d --clients %d%s --bin %s`",
        plan.seed(),
        Math.ceil(plan.length().toSeconds() / 6.0) / 10,
        plan.servers(),
        plan.clients(),
        plan.only().isEmpty() ? "" : " --only " + plan.only(),
        plan.executable()));
  }

  private void logs() {
    findings.logs().forEach((agent, lines) -> {
      line("");
      line("## The end of " + agent + "'s log");
      line("");
      line("```");
      lines.forEach(text -> line(text.substring(0, Math.min(WIDTH, text.length()))));
      line("```");
    });
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }

  private void line(String words) {
    text.append(words).append('\n');
  }
}
