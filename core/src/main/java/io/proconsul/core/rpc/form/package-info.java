/**
 * How records are spelled in Consul's RPC where that is not as over HTTP, and how replies hold
 * them: {@link io.proconsul.core.rpc.form.Form}.
 */
@NullMarked
package io.proconsul.core.rpc.form;

import org.jspecify.annotations.NullMarked;
