package io.proconsul.raftlog.jraft;

import com.alipay.sofa.jraft.rpc.RaftRpcFactory;
import com.alipay.sofa.jraft.rpc.RpcClient;
import com.alipay.sofa.jraft.rpc.RpcServer;
import com.alipay.sofa.jraft.util.Endpoint;
import com.alipay.sofa.jraft.util.SPI;
import org.jspecify.annotations.Nullable;

/**
 * What JRaft finds through {@code META-INF/services} in place of its own sockets. There is one for
 * the whole JVM, so it knows nothing: a client learns from its log's {@link PeerOptions} whose it
 * is, and what peers ask goes to their log directly.
 */
@SPI(name = "proconsul", priority = 10)
public final class PeerRpcs implements RaftRpcFactory {

  /** Messages are plain protobuf in frames of our own; there is no other serializer to tell. */
  @Override
  public void registerProtobufSerializer(String className, Object... args) {}

  @Override
  public RpcClient createRpcClient(@Nullable ConfigHelper<RpcClient> helper) {
    return new PeerClient();
  }

  @Override
  public RpcServer createRpcServer(Endpoint endpoint, @Nullable ConfigHelper<RpcServer> helper) {
    throw new UnsupportedOperationException("peers are served without JRaft's server");
  }
}
