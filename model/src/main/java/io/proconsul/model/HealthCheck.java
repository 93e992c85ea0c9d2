package io.proconsul.model;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Sink;
import io.proconsul.codec.Value;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A check as the catalog and the agent list it: its state, not how it is run. An empty
 * {@code serviceId} makes it a check of the whole node.
 */
public record HealthCheck(
    String node,
    String checkId,
    String name,
    String status,
    String notes,
    String output,
    String serviceId,
    String serviceName,
    List<String> serviceTags,
    String type,
    String interval,
    String timeout,
    int exposedPort,
    Value.Obj definition,
    long createIndex,
    long modifyIndex) {

  public static final String PASSING = "passing";
  public static final String WARNING = "warning";
  public static final String CRITICAL = "critical";
  public static final String SERF_HEALTH = "serfHealth";

  public static final Mapping<HealthCheck> MAPPING = new Mapping<>() {
    @Override
    public void write(HealthCheck check, Sink out) {
      out.beginObject();
      out.field("Node", check.node);
      out.field("CheckID", check.checkId);
      out.field("Name", check.name);
      out.field("Status", check.status);
      out.field("Notes", check.notes);
      out.field("Output", check.output);
      out.field("ServiceID", check.serviceId);
      out.field("ServiceName", check.serviceName);
      out.strings("ServiceTags", check.serviceTags);
      out.field("Type", check.type);
      out.field("Interval", check.interval);
      out.field("Timeout", check.timeout);
      out.field("ExposedPort", check.exposedPort);
      out.field("Definition", check.definition, Value::writeTo);
      out.unsignedField("CreateIndex", check.createIndex);
      out.unsignedField("ModifyIndex", check.modifyIndex);
      out.endObject();
    }

    @Override
    public HealthCheck read(Fields in) {
      List<String> tags = in.strings("ServiceTags");
      in.skip("PeerName");
      return new HealthCheck(
          in.string("Node"),
          in.string("CheckID"),
          in.string("Name"),
          in.string("Status"),
          in.string("Notes"),
          in.string("Output"),
          in.string("ServiceID"),
          in.string("ServiceName"),
          tags == null ? List.of() : tags,
          in.string("Type"),
          in.string("Interval"),
          in.string("Timeout"),
          in.integer("ExposedPort"),
          Objects.requireNonNullElse(
              in.object("Definition", "HealthCheckDefinition", CheckDefinitionMapping::read),
              Value.Obj.EMPTY),
          in.unsigned("CreateIndex"),
          in.unsigned("ModifyIndex"));
    }
  };

  public HealthCheck {
    serviceTags = List.copyOf(serviceTags);
  }

  /** A check with nothing but what every check has; {@code serviceId} empty for a node check. */
  public static HealthCheck of(String node, String checkId, String name, String status) {
    return new HealthCheck(
        node,
        checkId,
        name,
        status,
        "",
        "",
        "",
        "",
        List.of(),
        "",
        "",
        "",
        0,
        Value.Obj.EMPTY,
        0,
        0);
  }

  public HealthCheck withIndexes(long created, long modified) {
    return new HealthCheck(
        node,
        checkId,
        name,
        status,
        notes,
        output,
        serviceId,
        serviceName,
        serviceTags,
        type,
        interval,
        timeout,
        exposedPort,
        definition,
        created,
        modified);
  }

  public HealthCheck withStatus(String newStatus, String newOutput) {
    return new HealthCheck(
        node,
        checkId,
        name,
        newStatus,
        notes,
        newOutput,
        serviceId,
        serviceName,
        serviceTags,
        type,
        interval,
        timeout,
        exposedPort,
        definition,
        createIndex,
        modifyIndex);
  }

  public HealthCheck withService(String id, String service, List<String> tags) {
    return new HealthCheck(
        node,
        checkId,
        name,
        status,
        notes,
        output,
        id,
        service,
        tags,
        type,
        interval,
        timeout,
        exposedPort,
        definition,
        createIndex,
        modifyIndex);
  }

  /** With the type that the definition implies, where none was given. */
  public HealthCheck withImpliedType() {
    return type.isEmpty() ? withType(CheckDefinitionMapping.type(definition)) : this;
  }

  private HealthCheck withType(String newType) {
    return new HealthCheck(
        node,
        checkId,
        name,
        status,
        notes,
        output,
        serviceId,
        serviceName,
        serviceTags,
        newType,
        interval,
        timeout,
        exposedPort,
        definition,
        createIndex,
        modifyIndex);
  }

  /** With the node and id that the registration implies where the check itself gives none. */
  public HealthCheck withNodeAndId(String newNode, String newId) {
    return new HealthCheck(
        newNode,
        newId,
        name,
        status,
        notes,
        output,
        serviceId,
        serviceName,
        serviceTags,
        type,
        interval,
        timeout,
        exposedPort,
        definition,
        createIndex,
        modifyIndex);
  }

  public HealthCheck withNotes(String newNotes) {
    return new HealthCheck(
        node,
        checkId,
        name,
        status,
        newNotes,
        output,
        serviceId,
        serviceName,
        serviceTags,
        type,
        interval,
        timeout,
        exposedPort,
        definition,
        createIndex,
        modifyIndex);
  }

  public HealthCheck withNode(String newNode) {
    return new HealthCheck(
        newNode,
        checkId,
        name,
        status,
        notes,
        output,
        serviceId,
        serviceName,
        serviceTags,
        type,
        interval,
        timeout,
        exposedPort,
        definition,
        createIndex,
        modifyIndex);
  }

  public HealthCheck withDefinition(Value.Obj newDefinition) {
    return new HealthCheck(
        node,
        checkId,
        name,
        status,
        notes,
        output,
        serviceId,
        serviceName,
        serviceTags,
        type,
        interval,
        timeout,
        exposedPort,
        newDefinition,
        createIndex,
        modifyIndex);
  }

  /** With what shows how it is run; empty where Consul shows nothing. */
  public HealthCheck withRun(String newType, String newInterval, String newTimeout) {
    return new HealthCheck(
        node,
        checkId,
        name,
        status,
        notes,
        output,
        serviceId,
        serviceName,
        serviceTags,
        newType,
        newInterval,
        newTimeout,
        exposedPort,
        definition,
        createIndex,
        modifyIndex);
  }

  /** Equal in all but the indexes. */
  public boolean sameAs(@Nullable HealthCheck other) {
    return other != null && withIndexes(0, 0).equals(other.withIndexes(0, 0));
  }

  public boolean critical() {
    return status.equals(CRITICAL);
  }
}
