package io.proconsul.conformance.run;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Value;
import io.proconsul.conformance.match.Json;
import io.proconsul.conformance.net.Fixture;
import io.proconsul.conformance.scenario.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Performs whatever a step says. */
record Actions(Stage stage) {
  Outcome perform(Action action) throws IOException {
    return switch (action) {
      case Action.Http http -> new HttpAction(stage).perform(http);
      case Action.Dns dns -> new DnsAction(stage).perform(dns);
      case Action.Cli cli -> new CliAction(stage).perform(cli);
      case Action.Template _ -> Outcome.failed("template steps are not supported");
      case Action.Background background -> background(background);
      case Action.Await await ->
        inFlight(await.id()).await(await, stage.variables().substitute(await.pattern()));
      case Action.Join join -> inFlight(join.id()).join(join);
      case Action.Sleep(double seconds) -> {
        stage.deadline().sleep(seconds);
        yield Outcome.done();
      }
      case Action.Server(Value.Obj request) -> server(stage.variables().substitute(request));
      case Action.FileAccess(Value.Obj request) -> file(request);
      case Action.AgentControl control -> new AgentAction(stage).perform(control);
    };
  }

  private Outcome background(Action.Background action) throws IOException {
    stage.background().put(action.id(), BackgroundAction.start(action.inner(), stage));
    stage.deadline().sleep(action.settleSeconds());
    return Outcome.done();
  }

  private BackgroundAction inFlight(String id) {
    BackgroundAction action = stage.background().get(id);
    if (action == null) {
      throw new IllegalArgumentException("nothing in flight is called " + id);
    }
    return action;
  }

  private Outcome server(Value.Obj request) throws IOException {
    Fields fields = new Fields("server", request);
    Fixture fixture = stage.fixture(fields.string("id"));
    if (request.get("set") instanceof Value.Obj change) {
      fixture.set(change);
    }
    if (fields.bool("clear")) {
      fixture.clear();
    }
    return Outcome.json(fixture.requests());
  }

  private Outcome file(Value.Obj request) throws IOException {
    Fields fields = new Fields("file", request);
    Value content = request.get("content");
    if (content != null) {
      stage.folder().write(fields.string("path"), content, fields.string("mode"));
      return Outcome.done();
    }
    Path file = stage.folder().file(fields.string("path"));
    if (fields.bool("delete")) {
      Files.deleteIfExists(file);
      return Outcome.done();
    }
    try {
      byte[] data = Files.readAllBytes(file);
      return Outcome.done().with("text", Outcome.text(data)).with("json", Json.parseOrNull(data));
    } catch (NoSuchFileException e) {
      return Outcome.failed("FileNotFoundError");
    }
  }
}
