/** The key/value store: {@link io.proconsul.core.kv.KvEndpoint}, its reads and its writes. */
@NullMarked
package io.proconsul.core.kv;

import org.jspecify.annotations.NullMarked;
