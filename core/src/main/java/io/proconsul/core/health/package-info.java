/** Health of nodes and services: {@link io.proconsul.core.health.HealthReads}. */
@NullMarked
package io.proconsul.core.health;

import org.jspecify.annotations.NullMarked;
