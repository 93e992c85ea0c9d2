/** What prepared queries find: {@link io.proconsul.core.preparedquery.execution.Execution}. */
@NullMarked
package io.proconsul.core.preparedquery.execution;

import org.jspecify.annotations.NullMarked;
