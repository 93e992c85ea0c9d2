package io.proconsul.core.rpc;

import io.proconsul.codec.msgpack.MsgpackWriter;
import io.proconsul.core.api.Action;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.api.ReadOptions;
import io.proconsul.core.api.Response;
import io.proconsul.core.command.Command;
import io.proconsul.core.operation.Operation;
import io.proconsul.core.rpc.form.Form;
import java.nio.charset.StandardCharsets;

/** What a call that arrived asks for. */
public sealed interface Incoming {
  /** Whose servers are to answer; empty for those that were asked. */
  String datacenter();

  /** How a call is answered: with a body, or with an error's text. */
  sealed interface Answer permits Reply, Refusal {}

  /**
   * To answer from the state: for {@code ActionRunner}, whose response goes through {@link #done}.
   *
   * @param read renders a reply without its meta
   */
  record Ask<R>(String datacenter, Action.Read<R> read, ReadOptions options) implements Incoming {
    private static final int OK = 200;

    public Answer done(Response response) {
      return response.status() == OK
          ? new Reply(QueryFields.withMeta(response, options))
          : new Refusal(new String(response.body(), StandardCharsets.UTF_8));
    }
  }

  /**
   * To put in the log.
   *
   * @param refusalPrefix stands before the reason when the state refuses
   */
  record Submit<R>(String datacenter, Command<R> command, String refusalPrefix, Form<R> form)
      implements Incoming {
    public Reply done(R result) {
      return new Reply(MsgpackWriter.encode(result, form::write));
    }

    public Refusal failed(ConsulException cause) {
      String prefix = cause instanceof ConsulException.Refused ? refusalPrefix : "";
      return new Refusal(prefix + cause.getMessage());
    }
  }

  /** To do outside the log. */
  record Perform<R>(String datacenter, Operation<R> operation, Form<R> form) implements Incoming {
    public Reply done(R result) {
      return new Reply(MsgpackWriter.encode(result, form::write));
    }

    public Refusal failed(ConsulException cause) {
      return new Refusal(String.valueOf(cause.getMessage()));
    }
  }

  /** Answered without a look at anything. */
  record Reply(byte[] body) implements Incoming, Answer {
    @Override
    public String datacenter() {
      return "";
    }
  }

  /** Wrong, or unknown: there is nothing to do. */
  record Refusal(String text) implements Incoming, Answer {
    @Override
    public String datacenter() {
      return "";
    }
  }
}
