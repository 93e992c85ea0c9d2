package io.proconsul.core.self;

/** The version of Consul whose behaviour this program has, and its own. */
public final class Version {
  /** What clients are told: they choose features by it. */
  public static final String CONSUL = "1.21.4";

  /** The protocol of agents among each other. */
  public static final int PROTOCOL = 2;

  private Version() {}
}
