/**
 * Servers and client agents of any {@code consul} executable as processes of their own. Entry:
 * {@link io.proconsul.chaos.datacenter.Datacenter}.
 */
@NullMarked
package io.proconsul.chaos.datacenter;

import org.jspecify.annotations.NullMarked;
