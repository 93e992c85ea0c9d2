/**
 * Every key of a configuration file with its kind and effect, and the decoding of a file by them:
 * {@link io.proconsul.agent.config.schema.Schema} and
 * {@link io.proconsul.agent.config.schema.Decoder}.
 */
@NullMarked
package io.proconsul.agent.config.schema;

import org.jspecify.annotations.NullMarked;
