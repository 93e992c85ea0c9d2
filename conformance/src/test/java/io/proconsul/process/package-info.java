/**
 * The program as a process, where the world is unkind: {@code DurabilityTest},
 * {@code BadStartTest}.
 */
@NullMarked
package io.proconsul.process;

import org.jspecify.annotations.NullMarked;
