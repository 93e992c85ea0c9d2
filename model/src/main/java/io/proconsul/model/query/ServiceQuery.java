package io.proconsul.model.query;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Sink;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which instances a prepared query wants. Lists and maps are null unless given, and read back so.
 *
 * @param ignoreCheckIds checks that decide on nothing
 * @param near a node, {@code _agent} or {@code _ip}: the order of the answer
 * @param tags all of which an instance must have, and with {@code !} must not
 * @param connect only instances of the mesh
 */
public record ServiceQuery(
    String service,
    Failover failover,
    boolean onlyPassing,
    @Nullable List<String> ignoreCheckIds,
    String near,
    @Nullable List<String> tags,
    @Nullable Map<String, String> nodeMeta,
    @Nullable Map<String, String> serviceMeta,
    boolean connect,
    String samenessGroup,
    String peer) {

  /** Where else to ask: another datacenter, or a peer; either is empty. */
  public record Target(String peer, String datacenter) {
    static void write(Target target, Sink out) {
      out.beginObject();
      out.field("Peer", target.peer);
      out.field("Datacenter", target.datacenter);
      out.endObject();
    }

    static Target read(Fields in) {
      return new Target(in.string("Peer"), in.string("Datacenter"));
    }
  }

  /**
   * Where else to ask when there is nothing here.
   *
   * @param nearestN so many of the nearest datacenters, before those that are named
   * @param targets in place of both
   */
  public record Failover(
      int nearestN,
      @Nullable List<String> datacenters,
      @Nullable List<Target> targets) {
    public static final Failover NONE = new Failover(0, null, null);

    public Failover {
      datacenters = datacenters == null ? null : List.copyOf(datacenters);
      targets = targets == null ? null : List.copyOf(targets);
    }

    /** Whether there is anywhere to go. */
    public boolean isGiven() {
      boolean named = datacenters != null && !datacenters.isEmpty();
      return nearestN > 0 || named || targets != null && !targets.isEmpty();
    }

    static void write(Failover failover, Sink out) {
      out.beginObject();
      out.field("NearestN", failover.nearestN);
      out.strings("Datacenters", failover.datacenters);
      out.list("Targets", failover.targets, Target::write);
      out.endObject();
    }

    static Failover read(Fields in) {
      return new Failover(
          in.integer("NearestN"),
          in.strings("Datacenters"),
          in.list("Targets", "structs.QueryFailoverTarget", Target::read));
    }
  }

  public static final Mapping<ServiceQuery> MAPPING = new Mapping<>() {
    @Override
    public void write(ServiceQuery query, Sink out) {
      out.beginObject();
      out.field("Service", query.service);
      out.field("SamenessGroup", query.samenessGroup);
      out.field("Peer", query.peer);
      out.field("Failover", query.failover, Failover::write);
      out.field("OnlyPassing", query.onlyPassing);
      out.strings("IgnoreCheckIDs", query.ignoreCheckIds);
      out.field("Near", query.near);
      out.strings("Tags", query.tags);
      out.stringMap("NodeMeta", query.nodeMeta);
      out.stringMap("ServiceMeta", query.serviceMeta);
      out.field("Connect", query.connect);
      out.endObject();
    }

    @Override
    public ServiceQuery read(Fields in) {
      return new ServiceQuery(
          in.string("Service"),
          Objects.requireNonNullElse(
              in.object("Failover", "structs.QueryFailoverOptions", Failover::read), Failover.NONE),
          in.bool("OnlyPassing"),
          in.strings("IgnoreCheckIDs"),
          in.string("Near"),
          in.strings("Tags"),
          in.stringMap("NodeMeta"),
          in.stringMap("ServiceMeta"),
          in.bool("Connect"),
          in.string("SamenessGroup"),
          in.string("Peer"));
    }
  };

  public ServiceQuery {
    ignoreCheckIds = ignoreCheckIds == null ? null : List.copyOf(ignoreCheckIds);
    tags = tags == null ? null : List.copyOf(tags);
    nodeMeta = nodeMeta == null ? null : Collections.unmodifiableMap(new TreeMap<>(nodeMeta));
    serviceMeta =
        serviceMeta == null ? null : Collections.unmodifiableMap(new TreeMap<>(serviceMeta));
  }

  /** All healthy instances of a service. */
  public static ServiceQuery of(String service) {
    return new ServiceQuery(
        service, Failover.NONE, false, null, "", null, null, null, false, "", "");
  }

  public ServiceQuery withFailover(Failover newFailover) {
    return new ServiceQuery(
        service,
        newFailover,
        onlyPassing,
        ignoreCheckIds,
        near,
        tags,
        nodeMeta,
        serviceMeta,
        connect,
        samenessGroup,
        peer);
  }

  public ServiceQuery withTags(@Nullable List<String> newTags) {
    return new ServiceQuery(
        service,
        failover,
        onlyPassing,
        ignoreCheckIds,
        near,
        newTags,
        nodeMeta,
        serviceMeta,
        connect,
        samenessGroup,
        peer);
  }

  /** The same with other conditions on metadata. */
  public ServiceQuery withMeta(
      @Nullable Map<String, String> ofNode, @Nullable Map<String, String> ofService) {
    return new ServiceQuery(
        service,
        failover,
        onlyPassing,
        ignoreCheckIds,
        near,
        tags,
        ofNode,
        ofService,
        connect,
        samenessGroup,
        peer);
  }

  /** The same with other conditions on health. */
  public ServiceQuery withHealth(boolean newOnlyPassing, @Nullable List<String> newIgnored) {
    return new ServiceQuery(
        service,
        failover,
        newOnlyPassing,
        newIgnored,
        near,
        tags,
        nodeMeta,
        serviceMeta,
        connect,
        samenessGroup,
        peer);
  }

  public ServiceQuery withNear(String newNear) {
    return new ServiceQuery(
        service,
        failover,
        onlyPassing,
        ignoreCheckIds,
        newNear,
        tags,
        nodeMeta,
        serviceMeta,
        connect,
        samenessGroup,
        peer);
  }
}
