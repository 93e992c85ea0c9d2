/**
 * The records that Consul's users see, and how each is spelled: {@link io.proconsul.model.Node},
 * {@link io.proconsul.model.ServiceInstance}, {@link io.proconsul.model.HealthCheck}.
 */
@NullMarked
package io.proconsul.model;

import org.jspecify.annotations.NullMarked;
