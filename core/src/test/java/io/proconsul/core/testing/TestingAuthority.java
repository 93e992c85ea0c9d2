package io.proconsul.core.testing;

import io.proconsul.codec.GoTime;
import io.proconsul.codec.Value;
import io.proconsul.core.command.CaCommand;
import io.proconsul.core.connect.CaReads;
import io.proconsul.core.connect.RootMaker;
import io.proconsul.core.connect.RootRules;
import io.proconsul.model.connect.CaConfiguration;
import io.proconsul.model.connect.CaKey;
import io.proconsul.model.connect.CaRoot;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Roots that are texts. */
public final class TestingAuthority implements RootMaker {
  public static final String CLUSTER = "11111111-2222-3333-4444-55555555555A";
  public static final CaConfiguration CONFIGURATION = new CaConfiguration(
      CLUSTER,
      CaConfiguration.BUILT_IN,
      new Value.Obj(Map.of("LeafCertTTL", Value.of("72h"))),
      false,
      0,
      0);

  public int made;

  public static CaRoot root(String id) {
    return root(id, "ec", 256);
  }

  private static CaRoot root(String id, String keyType, int keyBits) {
    return new CaRoot(
        id,
        "Consul CA Primary Cert",
        7,
        "aa:bb",
        CLUSTER,
        Instant.parse("2026-01-02T03:04:05Z"),
        Instant.parse("2035-12-31T03:04:05Z"),
        "cert of " + id + "\n",
        null,
        true,
        GoTime.ZERO,
        keyType,
        keyBits,
        0,
        0);
  }

  /** Puts that root in the place of all others. */
  public static CaCommand found(TestingState state, String id) {
    long index =
        CaReads.configured(state.tables()).map(CaConfiguration::modifyIndex).orElse(0L);
    return new CaCommand(
        CONFIGURATION, List.of(root(id)), List.of(new CaKey(id, "key of " + id)), index);
  }

  @Override
  public Made make(String clusterId, long serialNumber, RootRules rules) {
    String id = "r" + ++made;
    CaRoot root = root(id, rules.keyType(), rules.keyBits());
    return new Made(root, new CaKey(id, "key of " + id));
  }

  @Override
  public String crossSign(CaRoot root, CaRoot by, CaKey key) {
    return root.id() + " by the " + key.privateKey() + "\n";
  }
}
