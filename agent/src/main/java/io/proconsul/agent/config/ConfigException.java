package io.proconsul.agent.config;

/** A configuration with which no agent can start; the message is what Consul prints. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConfigException(String message) {
    super(message);
  }
}
