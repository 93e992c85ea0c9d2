package io.proconsul.client.wire;

import java.time.Duration;

/** Where and how to connect. */
public record Dial(Target target, TlsOptions tls, Duration connectTimeout) {}
