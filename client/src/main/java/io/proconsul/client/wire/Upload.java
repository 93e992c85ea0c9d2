package io.proconsul.client.wire;

import java.io.InputStream;

/**
 * A body that is too large to hold.
 *
 * @param size in bytes; the stream has that many
 */
public record Upload(InputStream in, long size) {}
