/** Sessions: {@link io.proconsul.core.session.SessionEndpoint}, their reads and writes. */
@NullMarked
package io.proconsul.core.session;

import org.jspecify.annotations.NullMarked;
