/** Who leads and who votes: {@link io.proconsul.core.status.StatusEndpoint}. */
@NullMarked
package io.proconsul.core.status;

import org.jspecify.annotations.NullMarked;
