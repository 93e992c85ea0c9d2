package io.proconsul.model;

import io.proconsul.codec.Fields;
import io.proconsul.codec.GoDuration;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Sink;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session: what locks are held by. {@code behavior} is {@code release} or {@code delete};
 * {@code ttl} keeps the text that was given, empty for none. A service check may carry a namespace.
 */
public record Session(
    String id,
    String name,
    String node,
    Duration lockDelay,
    String behavior,
    String ttl,
    List<String> nodeChecks,
    @Nullable List<ServiceCheck> serviceChecks,
    long createIndex,
    long modifyIndex) {

  public static final String RELEASE = "release";
  public static final String DELETE = "delete";

  /** A check of a service that the session depends on. */
  public record ServiceCheck(String id, String namespace) {
    static void write(ServiceCheck check, Sink out) {
      out.beginObject();
      out.field("ID", check.id);
      out.field("Namespace", check.namespace);
      out.endObject();
    }

    static ServiceCheck read(Fields in) {
      return new ServiceCheck(in.string("ID"), in.string("Namespace"));
    }
  }

  public static final Mapping<Session> MAPPING = new Mapping<>() {
    @Override
    public void write(Session session, Sink out) {
      out.beginObject();
      out.field("ID", session.id);
      out.field("Name", session.name);
      out.field("Node", session.node);
      out.field("LockDelay", session.lockDelay.toNanos());
      out.field("Behavior", session.behavior);
      out.field("TTL", session.ttl);
      out.strings("NodeChecks", session.nodeChecks);
      out.list("ServiceChecks", session.serviceChecks, ServiceCheck::write);
      out.unsignedField("CreateIndex", session.createIndex);
      out.unsignedField("ModifyIndex", session.modifyIndex);
      out.endObject();
    }

    @Override
    public Session read(Fields in) {
      List<String> nodeChecks = in.strings("NodeChecks");
      return new Session(
          in.string("ID"),
          in.string("Name"),
          in.string("Node"),
          in.duration("LockDelay"),
          in.string("Behavior"),
          in.string("TTL"),
          nodeChecks == null ? List.of() : nodeChecks,
          in.list("ServiceChecks", "ServiceCheck", ServiceCheck::read),
          in.unsigned("CreateIndex"),
          in.unsigned("ModifyIndex"));
    }
  };

  public Session {
    nodeChecks = List.copyOf(nodeChecks);
    serviceChecks = serviceChecks == null ? null : List.copyOf(serviceChecks);
  }

  public Session withIndexes(long created, long modified) {
    return new Session(
        id, name, node, lockDelay, behavior, ttl, nodeChecks, serviceChecks, created, modified);
  }

  public Session withId(String newId) {
    return new Session(
        newId,
        name,
        node,
        lockDelay,
        behavior,
        ttl,
        nodeChecks,
        serviceChecks,
        createIndex,
        modifyIndex);
  }

  public Session withBehavior(String newBehavior) {
    return new Session(
        id,
        name,
        node,
        lockDelay,
        newBehavior,
        ttl,
        nodeChecks,
        serviceChecks,
        createIndex,
        modifyIndex);
  }

  public Session withNodeChecks(List<String> newNodeChecks) {
    return new Session(
        id,
        name,
        node,
        lockDelay,
        behavior,
        ttl,
        newNodeChecks,
        serviceChecks,
        createIndex,
        modifyIndex);
  }

  /** The TTL as a duration; zero for none. */
  public Duration ttlDuration() {
    return ttl.isEmpty() ? Duration.ZERO : GoDuration.parse(ttl);
  }
}
