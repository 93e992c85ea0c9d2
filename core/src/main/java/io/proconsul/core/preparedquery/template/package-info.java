/**
 * Templates of prepared queries: {@link io.proconsul.core.preparedquery.template.QueryTemplate},
 * and the language of their texts.
 */
@NullMarked
package io.proconsul.core.preparedquery.template;

import org.jspecify.annotations.NullMarked;
