package io.proconsul.agent.config.load;

/**
 * A flag of {@code consul agent}.
 *
 * @param key the key that it sets; empty for what only flags can say
 */
public record AgentFlag(String name, Type type, String key, String help) {

  /** What a flag takes. */
  public enum Type {
    TEXT,
    SWITCH,
    NUMBER,
    /** May be given several times. */
    TEXTS,
    /** {@code key:value}, may be given several times. */
    PAIRS
  }
}
