package io.proconsul.core.txn;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Fields;
import io.proconsul.codec.Value;
import io.proconsul.codec.json.JsonReader;
import io.proconsul.core.api.ConsulException;
import io.proconsul.core.command.TxnOp;
import io.proconsul.core.command.TxnOutcome;
import java.util.ArrayList;
import java.util.List;

/** A transaction as it is asked for: its operations, and those of them that no state allows. */
public final class TxnRequest {
  /** How many operations there may be. */
  public static final int MAX_OPS = 128;

  private final String datacenter;
  private final List<TxnOp> ops = new ArrayList<>();
  private final List<TxnOutcome.Failure> refusals = new ArrayList<>();
  private int given;
  private boolean write;

  private TxnRequest(String datacenter) {
    this.datacenter = datacenter;
  }

  /**
   * @param datacenter of nodes that do not say
   * @throws DecodeException in Go's words
   */
  static TxnRequest read(byte[] body, String datacenter) {
    TxnRequest request = new TxnRequest(datacenter);
    Value all = JsonReader.parseFirst(body);
    if (all instanceof Value.Arr(List<Value> elements)) {
      request.given = elements.size();
      elements.forEach(request::element);
    } else if (!(all instanceof Value.Nil)) {
      throw wrongKind(all, "api.TxnOps");
    }
    return request;
  }

  /** @param given how many operations there were, those with nothing in them included */
  public static TxnRequest of(List<TxnItem> items, int given) {
    TxnRequest request = new TxnRequest("");
    request.given = given;
    items.forEach(request::add);
    return request;
  }

  /** @throws ConsulException.TooLarge in Consul's words */
  public void refuseTooMany() {
    if (given > MAX_OPS) {
      throw new ConsulException.TooLarge(
          "Transaction contains too many operations (" + given + " > " + MAX_OPS + ")");
    }
  }

  public List<TxnOp> ops() {
    return ops;
  }

  /** Of operations that can be refused without a look at the state; then nothing is tried. */
  public List<TxnOutcome.Failure> refusals() {
    return refusals;
  }

  /** Whether any of them could change something. */
  public boolean isWrite() {
    return write;
  }

  private void element(Value value) {
    switch (value) {
      case Value.Nil _ -> {}
      case Value.Obj object -> {
        TxnItem item = TxnItem.read(new Fields("TxnOp", object), datacenter);
        if (item != null) {
          add(item);
        }
      }
      case Value.Bool _, Value.Int _, Value.Num _, Value.Str _, Value.Bytes _, Value.Arr _ ->
        throw wrongKind(value, "api.TxnOp");
    }
  }

  private void add(TxnItem item) {
    item.problem().ifPresent(problem -> refusals.add(new TxnOutcome.Failure(ops.size(), problem)));
    ops.add(item.op());
    write |= item.write();
  }

  private static DecodeException wrongKind(Value value, String type) {
    String kind = switch (value) {
      case Value.Nil _ -> "null";
      case Value.Bool _ -> "bool";
      case Value.Int _, Value.Num _ -> "number";
      case Value.Str _, Value.Bytes _ -> "string";
      case Value.Arr _ -> "array";
      case Value.Obj _ -> "object";
    };
    return new DecodeException("json: cannot unmarshal " + kind + " into Go value of type " + type);
  }
}
