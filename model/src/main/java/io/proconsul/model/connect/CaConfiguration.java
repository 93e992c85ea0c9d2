package io.proconsul.model.connect;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Mapping;
import io.proconsul.codec.Sink;
import io.proconsul.codec.Value;

/**
 * What the authority goes by.
 *
 * @param clusterId the first part of the trust domain, made once
 * @param provider {@value #BUILT_IN}
 * @param config what the provider is told, such as {@code LeafCertTTL}
 * @param forceWithoutCrossSigning kept for readers; concerns a change of providers
 */
public record CaConfiguration(
    String clusterId,
    String provider,
    Value.Obj config,
    boolean forceWithoutCrossSigning,
    long createIndex,
    long modifyIndex) {
  /** The provider that keeps its key in the servers' state. */
  public static final String BUILT_IN = "consul";

  /** As the log and servers have it. */
  public static final Mapping<CaConfiguration> MAPPING = new Mapping<>() {
    @Override
    public void write(CaConfiguration value, Sink out) {
      out.beginObject();
      value.writeFields(out);
      out.endObject();
    }

    @Override
    public CaConfiguration read(Fields in) {
      return new CaConfiguration(
          in.string("ClusterID"),
          in.string("Provider"),
          in.value("Config") instanceof Value.Obj config ? config : Value.Obj.EMPTY,
          in.bool(in.spelled("ForceWithoutCrossSigning", "force_without_cross_signing")),
          in.unsigned("CreateIndex"),
          in.unsigned("ModifyIndex"));
    }
  };

  /** All fields, into an object that is open. */
  public void writeFields(Sink out) {
    out.field("ClusterID", clusterId);
    writeShown(out);
  }

  /** As users see it: without the cluster's id. */
  public void show(Sink out) {
    out.beginObject();
    writeShown(out);
    out.endObject();
  }

  private void writeShown(Sink out) {
    out.field("Provider", provider);
    out.name("Config");
    config.writeTo(out);
    out.name("State");
    out.nil();
    out.field("ForceWithoutCrossSigning", forceWithoutCrossSigning);
    out.unsignedField("CreateIndex", createIndex);
    out.unsignedField("ModifyIndex", modifyIndex);
  }

  /** The domain of all SPIFFE ids of the cluster. */
  public String trustDomain() {
    return trustDomain(clusterId);
  }

  /** In lower case, and of Consul's own top level whatever the agents' DNS domain is. */
  public static String trustDomain(String clusterId) {
    return clusterId.toLowerCase(java.util.Locale.ROOT) + ".consul";
  }

  /** What a user may ask for: all but what the servers add. */
  public CaConfiguration asWanted() {
    return new CaConfiguration("", provider, config, forceWithoutCrossSigning, 0, 0);
  }

  public CaConfiguration forced() {
    return new CaConfiguration(clusterId, provider, config, true, createIndex, modifyIndex);
  }

  public CaConfiguration withIndexes(long created, long modified) {
    return new CaConfiguration(
        clusterId, provider, config, forceWithoutCrossSigning, created, modified);
  }
}
