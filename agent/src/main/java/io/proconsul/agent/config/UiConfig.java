package io.proconsul.agent.config;

/**
 * The web interface.
 *
 * @param contentPath begins and ends with a slash
 */
public record UiConfig(boolean enabled, String contentPath) {
  public static final UiConfig DEFAULT = new UiConfig(false, "/ui/");

  public UiConfig {
    if (!contentPath.matches("[A-Za-z0-9/_-]+")) {
      throw new ConfigException("ui-content-path can only contain alphanumeric, -, _, or /."
          + " received: \"" + contentPath + "\"");
    }
  }
}
