package io.proconsul.raftlog.jraft;

import com.alipay.sofa.jraft.ReplicatorGroup;
import com.alipay.sofa.jraft.error.InvokeTimeoutException;
import com.alipay.sofa.jraft.error.RemotingException;
import com.alipay.sofa.jraft.option.RpcOptions;
import com.alipay.sofa.jraft.rpc.InvokeCallback;
import com.alipay.sofa.jraft.rpc.InvokeContext;
import com.alipay.sofa.jraft.rpc.RpcClient;
import com.alipay.sofa.jraft.rpc.RpcRequests.AppendEntriesRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.AppendEntriesResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.ErrorResponse;
import com.alipay.sofa.jraft.util.Endpoint;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.proconsul.raftlog.peer.Answer;
import io.proconsul.raftlog.peer.Peers;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Carries what JRaft asks of peers over the log's {@link Peers}. A peer counts as connected always:
 * the way to it is made when it is needed, and a call fails soon if it cannot be. JRaft would else
 * wait for a connection within its locks.
 */
final class PeerClient implements RpcClient {
  private @Nullable PeerOptions options;

  @Override
  public boolean init(RpcOptions given) {
    options = given instanceof PeerOptions ours ? ours : null;
    return options != null;
  }

  /** The connections belong to the log, which closes them after JRaft has said its last word. */
  @Override
  public void shutdown() {}

  @Override
  public boolean checkConnection(Endpoint endpoint) {
    return true;
  }

  @Override
  public boolean checkConnection(Endpoint endpoint, boolean createIfAbsent) {
    return true;
  }

  @Override
  public void closeConnection(Endpoint endpoint) {}

  @Override
  public void registerConnectEventListener(ReplicatorGroup replicatorGroup) {}

  @Override
  public Object invokeSync(
      Endpoint endpoint, Object request, @Nullable InvokeContext context, long timeoutMillis)
      throws RemotingException {
    throw new RemotingException("nothing here may wait for an answer");
  }

  /** The callback runs on the connection's thread, in the order of the answers. */
  @Override
  public void invokeAsync(
      Endpoint endpoint,
      Object request,
      @Nullable InvokeContext context,
      InvokeCallback callback,
      long timeoutMillis)
      throws RemotingException {
    var log = options;
    if (log == null) {
      throw new RemotingException("the client is not a log's");
    }
    Rpc rpc;
    try {
      rpc = Rpc.of(request);
    } catch (IllegalArgumentException e) {
      throw new RemotingException(e.getMessage());
    }
    var message = (Message) request;
    var call = new Peers.Call(
        rpc.code(), message.toByteArray(), TimeUnit.MILLISECONDS.toNanos(timeoutMillis));
    var answer = new Callback(endpoint.getIp(), message, callback, log.followers());
    try {
      log.peers().call(endpoint.getIp(), rpc.channel(request), call, answer);
    } catch (IOException e) {
      throw new RemotingException(e.getMessage());
    }
  }

  private static final class Callback implements Answer {
    private final String peer;
    private final Rpc rpc;
    private final @Nullable AppendEntriesRequest append;
    private final InvokeCallback callback;
    private final Followers followers;
    private final long since = System.nanoTime();

    Callback(String peer, Message request, InvokeCallback callback, Followers followers) {
      this.peer = peer;
      this.rpc = Rpc.of(request);
      this.append = request instanceof AppendEntriesRequest entries ? entries : null;
      this.callback = callback;
      this.followers = followers;
    }

    @Override
    public void received(byte[] payload) {
      try {
        var response = rpc.responses().parseFrom(payload);
        if (append != null && response instanceof AppendEntriesResponse appended) {
          followers.answered(peer, append, appended, since);
        }
        callback.complete(response, null);
      } catch (InvalidProtocolBufferException e) {
        callback.complete(null, new RemotingException(peer + " gave no sensible answer", e));
      }
    }

    @Override
    public void refused(byte[] payload) {
      try {
        callback.complete(ErrorResponse.parseFrom(payload), null);
      } catch (InvalidProtocolBufferException e) {
        callback.complete(null, new RemotingException(peer + " gave no sensible answer", e));
      }
    }

    @Override
    public void failed(IOException cause) {
      callback.complete(null, new RemotingException(String.valueOf(cause.getMessage()), cause));
    }

    @Override
    public void timedOut() {
      callback.complete(null, new InvokeTimeoutException("no answer from " + peer));
    }
  }
}
