package io.proconsul.cli.command;

/** The versions that this program tells: the Consul whose behaviour it has, and its own. */
public final class Version {
  /** What clients and scripts compare. */
  public static final String CONSUL = "1.21.4";

  /** Of this program; changed with the version in the build. */
  public static final String PRODUCT = "0.1.0";

  public static final int PROTOCOL_DEFAULT = 2;
  public static final int PROTOCOL_MIN = 2;
  public static final int PROTOCOL_MAX = 3;

  private Version() {}
}
