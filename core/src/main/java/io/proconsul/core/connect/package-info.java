/**
 * The mesh's certificate authority as users see it, {@link io.proconsul.core.connect.CaEndpoint},
 * and in the state. {@link io.proconsul.core.connect.RootMaker} makes keys and certificates.
 */
@NullMarked
package io.proconsul.core.connect;

import org.jspecify.annotations.NullMarked;
