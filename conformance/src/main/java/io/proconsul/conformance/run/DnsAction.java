package io.proconsul.conformance.run;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Value;
import io.proconsul.conformance.net.DnsExchange;
import io.proconsul.conformance.net.DnsMessageReader;
import io.proconsul.conformance.net.DnsNames;
import io.proconsul.conformance.net.DnsQuestion;
import io.proconsul.conformance.net.Failure;
import io.proconsul.conformance.scenario.Action;
import java.io.IOException;

/** Asks a scenario's DNS question. */
record DnsAction(Stage stage) {
  private static final double TIMEOUT_SECONDS = 5;

  Outcome perform(Action.Dns action) {
    Fields fields = new Fields("dns", stage.variables().substitute(action.question()));
    DnsQuestion question = new DnsQuestion(
        fields.string("name"),
        DnsNames.type(fields.has("type") ? fields.string("type") : "A"),
        DnsNames.classCode(fields.has("class") ? fields.string("class") : "IN"),
        fields.integer("opcode"),
        !fields.has("rd") || fields.bool("rd"),
        fields.bool("tcp"),
        fields.integer("edns"),
        fields.string("ecs"));
    double timeout = fields.has("timeout") ? fields.number("timeout") : TIMEOUT_SECONDS;
    if (!(stage.variable(stage.agent(action.on()), "dns_port") instanceof Value.Int(long port))) {
      throw new IllegalArgumentException("the scenario has no agent to ask");
    }
    long start = System.nanoTime();
    try {
      byte[] answer = DnsExchange.ask(question, (int) port, stage.deadline().duration(timeout));
      return Outcome.of(0, DnsMessageReader.read(answer)).tookSince(start);
    } catch (IOException e) {
      return Outcome.failed(Failure.describe(e));
    }
  }
}
