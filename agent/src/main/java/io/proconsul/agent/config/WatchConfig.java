package io.proconsul.agent.config;

import io.proconsul.codec.Value;

/**
 * A watch of a configuration file, as it stands there: what it means is looked at when the agent
 * starts, as in Consul.
 *
 * @param parameters what to watch and who is told
 */
public record WatchConfig(Value.Obj parameters) {}
