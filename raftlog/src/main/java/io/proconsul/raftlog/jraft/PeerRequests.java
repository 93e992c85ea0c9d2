package io.proconsul.raftlog.jraft;

import com.alipay.sofa.jraft.Status;
import com.alipay.sofa.jraft.core.NodeImpl;
import com.alipay.sofa.jraft.entity.PeerId;
import com.alipay.sofa.jraft.rpc.Connection;
import com.alipay.sofa.jraft.rpc.RpcContext;
import com.alipay.sofa.jraft.rpc.RpcRequestClosure;
import com.alipay.sofa.jraft.rpc.RpcRequests.AppendEntriesRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.AppendEntriesResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.ErrorResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.GetFileRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.InstallSnapshotRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.ReadIndexRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.ReadIndexResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.RequestVoteRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.TimeoutNowRequest;
import com.alipay.sofa.jraft.rpc.RpcResponseClosureAdapter;
import com.alipay.sofa.jraft.storage.FileService;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.proconsul.raftlog.peer.Requests;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Hands what peers ask to this log's own JRaft node, past JRaft's table of all nodes of the JVM, on
 * the connection's thread. Keeps the time of the leader's last word.
 */
final class PeerRequests implements Requests {
  /** An install waits for the whole copy; JRaft replaces the one before by a newer one. */
  private static final int MAX_INSTALLS = 4;

  private static final long NEVER = -1;

  private final Memberships memberships;
  private final Semaphore installs = new Semaphore(MAX_INSTALLS);
  private volatile @Nullable NodeImpl node;
  private volatile long leaderHeard;
  private volatile boolean heard;

  PeerRequests(Memberships memberships) {
    this.memberships = memberships;
  }

  /** Until this is called, every request is refused. */
  void serve(NodeImpl started) {
    node = started;
  }

  /** A node that shuts down has closed what its answers need. */
  void stop() {
    node = null;
  }

  /** Milliseconds since a leader was heard of, -1 if never since the start. */
  long lastContactMillis() {
    return heard ? TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - leaderHeard) : NEVER;
  }

  @Override
  public void handle(Request request, Respond respond) {
    var rpc = Rpc.of(request.kind());
    var serving = node;
    if (serving == null) {
      respond.refuse(error("the log is not running").toByteArray());
      return;
    }
    Message message;
    try {
      message = rpc.requests().parseFrom(request.payload());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("a request that cannot be read", e);
    }
    var closure = new RpcRequestClosure(new Context(request.from(), respond), rpc.noResponse());
    try {
      var response = handle(serving, request.from(), message, closure);
      if (response != null) {
        closure.sendResponse(response);
      }
    } catch (IllegalStateException e) {
      if (serving.equals(node)) {
        throw e;
      }
      closure.sendResponse(error("the log is not running"));
    }
  }

  private @Nullable Message handle(
      NodeImpl serving, String from, Message message, RpcRequestClosure closure) {
    return switch (message) {
      case AppendEntriesRequest append -> {
        check(from, append.getServerId());
        yield append(serving, append, closure);
      }
      case RequestVoteRequest vote -> {
        check(from, vote.getServerId());
        yield vote.getPreVote()
            ? serving.handlePreVoteRequest(vote)
            : serving.handleRequestVoteRequest(vote);
      }
      case TimeoutNowRequest now -> {
        check(from, now.getServerId());
        yield serving.handleTimeoutNowRequest(now, closure);
      }
      case InstallSnapshotRequest install -> {
        check(from, install.getServerId());
        yield install(serving, install, closure);
      }
      case ReadIndexRequest read -> {
        check(from, read.getServerId());
        serving.handleReadIndexRequest(named(read, from), new ReadAnswer(closure));
        yield null;
      }
      case GetFileRequest file -> FileService.getInstance().handleGetFile(file, closure);
      default -> throw new IllegalArgumentException("a request of the wrong kind");
    };
  }

  /** JRaft looks in its configuration for whole names, and a follower always gives a voter's. */
  private ReadIndexRequest named(ReadIndexRequest read, String from) {
    var nonVoter = memberships.newest().member(from).filter(member -> !member.voter());
    return nonVoter.isEmpty()
        ? read
        : read.toBuilder().setServerId(Memberships.nonVoter(from).toString()).build();
  }

  /** Nobody speaks for another member. */
  private static void check(String from, String claimed) {
    var peer = new PeerId();
    if (!peer.parse(claimed) || !peer.getIp().equals(from)) {
      throw new IllegalArgumentException(from + " calls itself " + claimed);
    }
  }

  private @Nullable Message append(
      NodeImpl serving, AppendEntriesRequest request, RpcRequestClosure closure) {
    var response = serving.handleAppendEntriesRequest(request, closure);
    if (response == null
        || response instanceof AppendEntriesResponse appended && appended.getSuccess()) {
      leaderHeard = System.nanoTime();
      heard = true;
    }
    return response;
  }

  private @Nullable Message install(
      NodeImpl serving, InstallSnapshotRequest request, RpcRequestClosure closure) {
    if (!installs.tryAcquire()) {
      return error("too many snapshots are being installed");
    }
    Thread.startVirtualThread(() -> {
      try {
        var response = serving.handleInstallSnapshot(request, closure);
        if (response != null) {
          closure.sendResponse(response);
        }
      } finally {
        installs.release();
      }
    });
    return null;
  }

  /** How far a follower must apply before it answers a read. */
  private static final class ReadAnswer extends RpcResponseClosureAdapter<ReadIndexResponse> {
    private final RpcRequestClosure closure;

    ReadAnswer(RpcRequestClosure closure) {
      this.closure = closure;
    }

    @Override
    public void run(Status status) {
      if (status.isOk() && getResponse() != null) {
        closure.sendResponse(getResponse());
      } else {
        closure.run(status);
      }
    }
  }

  private static ErrorResponse error(String text) {
    return ErrorResponse.newBuilder().setErrorCode(-1).setErrorMsg(text).build();
  }

  private record Context(String from, Respond respond) implements RpcContext {
    @Override
    public void sendResponse(Object response) {
      if (response instanceof ErrorResponse failure) {
        respond.refuse(failure.toByteArray());
      } else {
        respond.answer(((Message) response).toByteArray());
      }
    }

    @Override
    public Connection getConnection() {
      throw new UnsupportedOperationException("connections are not JRaft's");
    }

    @Override
    public String getRemoteAddress() {
      return from;
    }
  }
}
