package io.proconsul.model;

import io.proconsul.codec.Mapping;
import io.proconsul.codec.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A service as it is registered or configured, with its checks.
 *
 * @param id empty for the name
 * @param weights null when none are given: 1 and 1 then
 * @param proxy null unless given; kept as it came
 * @param connect null unless given; kept as it came
 * @param token what the agent uses to register it
 * @param sidecar what {@code connect} says of a proxy beside it; null when it wants none
 */
public record ServiceDefinition(
    String kind,
    String id,
    String name,
    List<String> tags,
    String address,
    Map<String, ServiceAddress> taggedAddresses,
    Map<String, String> meta,
    int port,
    String socketPath,
    @Nullable Weights weights,
    boolean enableTagOverride,
    Value.@Nullable Obj proxy,
    Value.@Nullable Obj connect,
    @Nullable Value locality,
    String token,
    List<CheckDefinition> checks,
    @Nullable ServiceDefinition sidecar) {

  /** As {@code agent/service/register} spells it. */
  public static final Mapping<ServiceDefinition> MAPPING = new ServiceMapping(false);

  /** As configuration files spell it: checks have an {@code id}, and {@code check} comes last. */
  public static final Mapping<ServiceDefinition> CONFIG = new ServiceMapping(true);

  public ServiceDefinition {
    tags = List.copyOf(tags);
    taggedAddresses = Map.copyOf(taggedAddresses);
    meta = Map.copyOf(meta);
    checks = List.copyOf(checks);
  }

  /** What the catalog keeps of it. */
  public ServiceInstance instance() {
    return new ServiceInstance(
        kind,
        id.isEmpty() ? name : id,
        name,
        tags.isEmpty() ? null : tags,
        address,
        taggedAddresses,
        meta.isEmpty() ? null : meta,
        port,
        socketPath,
        weights == null ? Weights.DEFAULT : weights,
        enableTagOverride,
        proxy == null ? ServiceInstance.NO_PROXY : ProxyForm.of(proxy),
        connect == null ? Value.Obj.EMPTY : ProxyForm.connect(connect),
        locality,
        0,
        0);
  }
}
