package io.proconsul.agent.rpc.yamux;

import java.util.ArrayDeque;

/**
 * What a session has to send. Frames are made only when there is room for them in the connection,
 * so that what waits is bounded by what there is: a stream waits at most once with its news and
 * once with its data, in turns with the others. Answers to a peer that does not read are counted.
 */
final class Outbox {
  /** Pings and refusals that wait at most: who does not read them should not ask for them. */
  private static final int MAX_ANSWERS = 1_024;

  /** Bytes of one data frame, so that streams take turns. */
  private static final int MAX_DATA = 32 * 1024;

  /** Room that a data frame is worth; targets have more. */
  static final int LEAST_ROOM = 1_024;

  private static final int PING_REPLY = Frame.typeAndFlags(Frame.PING, Frame.ACK);
  private static final int RESET = Frame.typeAndFlags(Frame.WINDOW_UPDATE, Frame.RST);

  private record Answer(int typeAndFlags, int stream, int length) {}

  private final ArrayDeque<Answer> answers = new ArrayDeque<>();
  private final ArrayDeque<YamuxStream> control = new ArrayDeque<>();
  private final ArrayDeque<YamuxStream> ready = new ArrayDeque<>();
  private final ArrayDeque<YamuxStream> ended = new ArrayDeque<>();
  private long queued;

  /** Streams that have been drained of their last frame. */
  ArrayDeque<YamuxStream> ended() {
    return ended;
  }

  boolean isEmpty() {
    return answers.isEmpty() && control.isEmpty() && ready.isEmpty();
  }

  /** Whether answers wait that no peer asks for who reads them. */
  boolean overrun(int streams) {
    return answers.size() + control.size() + ready.size() > MAX_ANSWERS + 4L * streams;
  }

  /** Bytes of data that wait, of all streams. */
  long queued() {
    return queued;
  }

  void ping(int opaque) {
    answers.add(new Answer(Frame.typeAndFlags(Frame.PING, Frame.SYN), 0, opaque));
  }

  void pong(int opaque) throws YamuxException {
    answer(new Answer(PING_REPLY, 0, opaque));
  }

  void refuse(int stream) throws YamuxException {
    answer(new Answer(RESET, stream, 0));
  }

  private void answer(Answer answer) throws YamuxException {
    if (answers.size() >= MAX_ANSWERS) {
      throw new YamuxException("too many frames that want an answer");
    }
    answers.add(answer);
  }

  /** Ends a stream that the session has forgotten; one for each stream that there was. */
  void reset(YamuxStream stream) {
    forget(stream);
    answers.add(new Answer(RESET, stream.id, 0));
  }

  void goAway(int code) {
    answers.add(new Answer(Frame.typeAndFlags(Frame.GO_AWAY, 0), 0, code));
  }

  /** The stream has news for the peer: flags or room. */
  void news(YamuxStream stream) {
    if (!stream.inControl) {
      stream.inControl = true;
      control.add(stream);
    }
  }

  void write(YamuxStream stream, byte[] chunk) {
    if (chunk.length > 0) {
      queued += chunk.length;
      stream.add(chunk);
      wake(stream);
    }
  }

  /** The stream may have become able to send. */
  void wake(YamuxStream stream) {
    if (!stream.inReady && stream.canSend()) {
      stream.inReady = true;
      ready.add(stream);
    }
  }

  /** What the stream had to send is dropped; its turns come to nothing. */
  void forget(YamuxStream stream) {
    queued -= stream.queued();
    stream.dropQueue();
    stream.flags = 0;
    stream.credit = 0;
  }

  /** Fills the target with whole frames, as far as there are. */
  int drain(byte[] target) {
    int at = 0;
    while (target.length - at >= Frame.HEADER) {
      Answer answer = answers.poll();
      if (answer == null) {
        break;
      }
      at = Frame.put(target, at, answer.typeAndFlags(), answer.stream(), answer.length());
    }
    while (target.length - at >= Frame.HEADER) {
      YamuxStream stream = control.poll();
      if (stream == null) {
        break;
      }
      at = update(stream, target, at);
    }
    while (target.length - at >= LEAST_ROOM) {
      YamuxStream stream = ready.poll();
      if (stream == null) {
        break;
      }
      at = data(stream, target, at);
    }
    return at;
  }

  private int update(YamuxStream stream, byte[] target, int at) {
    stream.inControl = false;
    if (stream.finishSent) {
      ended.add(stream);
    }
    int flags = stream.flags;
    int credit = stream.credit;
    if (flags == 0 && credit == 0) {
      return at;
    }
    stream.flags = 0;
    stream.credit = 0;
    stream.receiveWindow += credit;
    int typeAndFlags = Frame.typeAndFlags(Frame.WINDOW_UPDATE, flags);
    return Frame.put(target, at, typeAndFlags, stream.id, credit);
  }

  private int data(YamuxStream stream, byte[] target, int at) {
    stream.inReady = false;
    if (!stream.canSend()) {
      return at;
    }
    long most = Math.min(stream.queued(), stream.sendWindow);
    int length = (int) Math.min(most, Math.min(MAX_DATA, target.length - at - Frame.HEADER));
    int start = Frame.put(target, at, Frame.typeAndFlags(Frame.DATA, 0), stream.id, length);
    stream.take(target, start, length);
    stream.sendWindow -= length;
    queued -= length;
    wake(stream);
    if (stream.queued() == 0 && stream.finishQueued) {
      finish(stream);
    }
    return start + length;
  }

  /** The last that goes out on a stream, behind all its data. */
  void finish(YamuxStream stream) {
    stream.flags |= Frame.FIN;
    stream.finishSent = true;
    news(stream);
  }
}
