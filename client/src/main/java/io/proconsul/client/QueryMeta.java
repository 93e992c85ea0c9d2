package io.proconsul.client;

import java.time.Duration;

/** What an answer says of itself: its index, and how fresh it is. */
public record QueryMeta(long index, boolean knownLeader, Duration lastContact) {}
