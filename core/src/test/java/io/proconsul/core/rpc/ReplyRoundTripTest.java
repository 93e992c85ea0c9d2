package io.proconsul.core.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.core.api.Render;
import io.proconsul.core.api.Response;
import io.proconsul.core.command.Command;
import io.proconsul.core.operation.Operation;
import io.proconsul.core.query.AutopilotQuery;
import io.proconsul.core.query.CatalogQuery;
import io.proconsul.core.query.Query;
import io.proconsul.core.run.Remote;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ReplyRoundTripTest {
  private static final Target TARGET = new Target("", "");
  private static final Render.Meta META = new Render.Meta(77, true, 12);

  private final TestingRpc rpc = new TestingRpc();

  @Property(tries = 200)
  void answersComeBackWithTheirMeta(@ForAll long seed) {
    Random random = new Random(seed);
    Samples samples = new Samples(random);
    for (Query<?> query : samples.queries()) {
      check(query, samples, new SampleAnswers(random));
    }
  }

  @SuppressWarnings("unchecked") // answers are of the type that their query declares
  private <R> void check(Query<R> query, Samples samples, SampleAnswers answers) {
    var options = samples.options();
    Call<Remote.Reply<R>> call = rpc.outgoing.ask(TARGET, query, options);
    R answer = (R) answers.to(query);
    Incoming.Ask<R> ask = (Incoming.Ask<R>) rpc.arrive(call);
    Response response = ask.read().render().render(answer, new Render.Context(false, ""));
    Incoming.Answer done = ask.done(response.withAll(
        new Response.Header("X-Consul-Index", "77"),
        new Response.Header("X-Consul-KnownLeader", "true"),
        new Response.Header("X-Consul-LastContact", "12")));
    Remote.Reply<R> reply = call.decode(((Incoming.Reply) done).body());
    assertThat(reply.result()).isEqualTo(answer);
    if (!(query instanceof CatalogQuery.VirtualAddress) && !(query instanceof AutopilotQuery<?>)) {
      assertThat(reply.meta()).isEqualTo(META);
    }
  }

  @Property(tries = 200)
  void outcomesOfCommandsComeBack(@ForAll long seed) {
    Random random = new Random(seed);
    SampleAnswers answers = new SampleAnswers(random);
    new Samples(random).commands().forEach(command -> check(command, answers));
  }

  @SuppressWarnings("unchecked") // outcomes are of the type that their command declares
  private <R> void check(Command<R> command, SampleAnswers answers) {
    Call<R> call = rpc.outgoing.submit(TARGET, command);
    R outcome = (R) answers.to(command);
    Incoming.Submit<R> submit = (Incoming.Submit<R>) rpc.arrive(call);
    assertThat(call.decode(submit.done(outcome).body())).isEqualTo(outcome);
  }

  @Property(tries = 200)
  void outcomesOfOperationsComeBack(@ForAll long seed) {
    Random random = new Random(seed);
    SampleAnswers answers = new SampleAnswers(random);
    new Samples(random).operations().forEach(operation -> check(operation, answers));
  }

  @SuppressWarnings("unchecked") // outcomes are of the type that their operation declares
  private <R> void check(Operation<R> operation, SampleAnswers answers) {
    Call<R> call = rpc.outgoing.perform(TARGET, operation);
    R outcome = (R) answers.to(operation);
    Incoming.Perform<R> perform = (Incoming.Perform<R>) rpc.arrive(call);
    assertThat(call.decode(perform.done(outcome).body())).isEqualTo(outcome);
  }
}
