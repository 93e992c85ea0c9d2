/**
 * What servers do and tell outside their log: {@link io.proconsul.core.operation.Operation}, a file
 * per feature.
 */
@NullMarked
package io.proconsul.core.operation;

import org.jspecify.annotations.NullMarked;
