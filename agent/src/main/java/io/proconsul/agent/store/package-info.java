/** What an agent keeps in its data folder: {@link io.proconsul.agent.store.FileLocalStore}. */
@NullMarked
package io.proconsul.agent.store;

import org.jspecify.annotations.NullMarked;
