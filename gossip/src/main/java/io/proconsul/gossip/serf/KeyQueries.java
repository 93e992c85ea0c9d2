package io.proconsul.gossip.serf;

import io.proconsul.codec.DecodeException;
import io.proconsul.gossip.serf.message.KeyAnswer;
import io.proconsul.gossip.serf.message.KeyRequest;
import io.proconsul.gossip.wire.Keyring;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Does what a query says about this node's keys, and answers it. Owned by {@link Serf}. */
final class KeyQueries {
  static final String INSTALL = "_serf_install-key";
  static final String USE = "_serf_use-key";
  static final String REMOVE = "_serf_remove-key";
  static final String LIST = "_serf_list-keys";

  /** The least that a key takes in an answer: no more than so many can fit. */
  private static final int LEAST_KEY_BYTES = 25;

  private final LocalNode self;
  private final SerfSettings.Limits limits;
  private final Outbox out;
  private final Queries queries;

  KeyQueries(Queries.Context context, Queries queries) {
    this.self = context.self();
    this.limits = context.settings().limits();
    this.out = context.out();
    this.queries = queries;
  }

  void install(SerfEvent.QueryReceived query) {
    change(query, key -> keyring -> keyring.add(key));
  }

  void use(SerfEvent.QueryReceived query) {
    change(query, key -> keyring -> keyring.use(key));
  }

  void remove(SerfEvent.QueryReceived query) {
    change(query, key -> keyring -> keyring.remove(key));
  }

  private interface Change {
    UnaryOperator<Keyring> with(byte[] key);
  }

  private void change(SerfEvent.QueryReceived query, Change change) {
    Keyring keyring = self.keyring();
    if (keyring == null) {
      answer(query, failed("No keyring to modify (encryption not enabled)"));
      return;
    }
    out.info("Received " + query.query().content().name().substring("_serf_".length()) + " query");
    try {
      byte[] key = KeyRequest.read(query.query().content().payload()).key();
      Keyring changed = change.with(key).apply(keyring);
      self.keyring(changed);
      out.add(new SerfEffect.KeysChanged(changed, query));
    } catch (DecodeException e) {
      out.error("Failed to decode key request: " + e.getMessage());
      answer(query, KeyAnswer.failed(""));
    } catch (IllegalArgumentException e) {
      answer(query, failed(Objects.toString(e.getMessage(), "")));
    }
  }

  /** The change is on disk, or is not for that reason. */
  void saved(SerfEvent.QueryReceived query, Optional<String> error) {
    answer(query, error.map(this::failed).orElse(KeyAnswer.done()));
  }

  void list(SerfEvent.QueryReceived query) {
    Keyring keyring = self.keyring();
    if (keyring == null) {
      answer(query, failed("Keyring is empty (encryption not enabled)"));
      return;
    }
    List<String> keys =
        keyring.keys().stream().map(Base64.getEncoder()::encodeToString).toList();
    KeyAnswer answer = new KeyAnswer(true, "", keys, keys.getFirst());
    int fitting = Math.min(keys.size(), limits.responseBytes() / LEAST_KEY_BYTES);
    while (fitting > 0
        && queries.answerLength(query.query(), answer.toBytes()) > limits.responseBytes()) {
      fitting--;
      String text =
          "truncated key list response, showing first " + fitting + " of " + keys.size() + " keys";
      answer = new KeyAnswer(true, text, keys.subList(0, fitting), keys.getFirst());
    }
    answer(query, answer);
  }

  private KeyAnswer failed(String message) {
    out.error(message);
    return KeyAnswer.failed(message);
  }

  private void answer(SerfEvent.QueryReceived query, KeyAnswer answer) {
    queries
        .respond(query, answer.toBytes())
        .ifPresent(error -> out.error("Failed to respond to key query: " + error));
  }
}
