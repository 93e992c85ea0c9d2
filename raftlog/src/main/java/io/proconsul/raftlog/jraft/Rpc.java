package io.proconsul.raftlog.jraft;

import com.alipay.sofa.jraft.rpc.RpcRequests.AppendEntriesRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.AppendEntriesResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.GetFileRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.GetFileResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.InstallSnapshotRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.InstallSnapshotResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.ReadIndexRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.ReadIndexResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.RequestVoteRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.RequestVoteResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.TimeoutNowRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.TimeoutNowResponse;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.proconsul.raftlog.peer.Channel;

/** What members ask each other. */
enum Rpc {
  VOTE(
      0,
      Channel.CONTROL,
      RequestVoteRequest.getDefaultInstance(),
      RequestVoteResponse.getDefaultInstance()),
  APPEND(
      1,
      Channel.ENTRIES,
      AppendEntriesRequest.getDefaultInstance(),
      AppendEntriesResponse.getDefaultInstance()),
  TIMEOUT_NOW(
      2,
      Channel.CONTROL,
      TimeoutNowRequest.getDefaultInstance(),
      TimeoutNowResponse.getDefaultInstance()),
  INSTALL(
      3,
      Channel.SNAPSHOT,
      InstallSnapshotRequest.getDefaultInstance(),
      InstallSnapshotResponse.getDefaultInstance()),
  GET_FILE(
      4,
      Channel.SNAPSHOT,
      GetFileRequest.getDefaultInstance(),
      GetFileResponse.getDefaultInstance()),
  READ_INDEX(
      5,
      Channel.CONTROL,
      ReadIndexRequest.getDefaultInstance(),
      ReadIndexResponse.getDefaultInstance());

  private static final Rpc[] ALL = values();

  private final byte code;
  private final Channel channel;
  private final Message request;
  private final Message response;

  /** @param code on the wire */
  Rpc(int code, Channel channel, Message request, Message response) {
    this.code = (byte) code;
    this.channel = channel;
    this.request = request;
    this.response = response;
  }

  static Rpc of(Object request) {
    for (var rpc : ALL) {
      if (rpc.request.getClass() == request.getClass()) {
        return rpc;
      }
    }
    throw new IllegalArgumentException("not sent between members: " + request.getClass());
  }

  static Rpc of(byte code) {
    for (var rpc : ALL) {
      if (rpc.code == code) {
        return rpc;
      }
    }
    throw new IllegalArgumentException("a request of the unknown kind " + code);
  }

  byte code() {
    return code;
  }

  /** Heartbeats go ahead of entries; JRaft sends them as appends of nothing. */
  Channel channel(Object message) {
    return message instanceof AppendEntriesRequest append && append.getEntriesCount() == 0
        ? Channel.CONTROL
        : channel;
  }

  Parser<? extends Message> requests() {
    return request.getParserForType();
  }

  Parser<? extends Message> responses() {
    return response.getParserForType();
  }

  Message noResponse() {
    return response;
  }
}
