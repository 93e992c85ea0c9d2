package io.proconsul.raftlog.jraft;

import com.alipay.sofa.jraft.ReplicatorGroup;
import com.alipay.sofa.jraft.error.RemotingException;
import com.alipay.sofa.jraft.option.RpcOptions;
import com.alipay.sofa.jraft.rpc.InvokeCallback;
import com.alipay.sofa.jraft.rpc.InvokeContext;
import com.alipay.sofa.jraft.rpc.RaftRpcFactory;
import com.alipay.sofa.jraft.rpc.RpcClient;
import com.alipay.sofa.jraft.rpc.RpcServer;
import com.alipay.sofa.jraft.util.Endpoint;
import com.alipay.sofa.jraft.util.SPI;
import org.jspecify.annotations.Nullable;

/**
 * JRaft's transport for a log of one member: there is nobody to call, so nothing listens and every
 * call fails at once. JRaft finds it through {@code META-INF/services}, ahead of its own sockets.
 */
@SPI(name = "proconsul", priority = 10)
public final class NoPeers implements RaftRpcFactory {

  /** Messages would be plain protobuf on our own port; there is no other serializer to tell. */
  @Override
  public void registerProtobufSerializer(String className, Object... args) {}

  @Override
  public RpcClient createRpcClient(@Nullable ConfigHelper<RpcClient> helper) {
    return new Client();
  }

  @Override
  public RpcServer createRpcServer(Endpoint endpoint, @Nullable ConfigHelper<RpcServer> helper) {
    throw new UnsupportedOperationException("a log of one member serves no peers");
  }

  private static final class Client implements RpcClient {
    @Override
    public boolean init(RpcOptions options) {
      return true;
    }

    @Override
    public void shutdown() {}

    @Override
    public boolean checkConnection(Endpoint endpoint) {
      return false;
    }

    @Override
    public boolean checkConnection(Endpoint endpoint, boolean createIfAbsent) {
      return false;
    }

    @Override
    public void closeConnection(Endpoint endpoint) {}

    @Override
    public void registerConnectEventListener(ReplicatorGroup replicatorGroup) {}

    @Override
    public Object invokeSync(
        Endpoint endpoint, Object request, @Nullable InvokeContext context, long timeoutMillis)
        throws RemotingException {
      throw unreachable(endpoint);
    }

    @Override
    public void invokeAsync(
        Endpoint endpoint,
        Object request,
        @Nullable InvokeContext context,
        InvokeCallback callback,
        long timeoutMillis)
        throws RemotingException {
      throw unreachable(endpoint);
    }

    private static RemotingException unreachable(Endpoint endpoint) {
      return new RemotingException("no transport to " + endpoint.getIp());
    }
  }
}
