package io.proconsul.raftlog.jraft;

import com.alipay.sofa.jraft.entity.PeerId;
import com.alipay.sofa.jraft.option.RaftMetaStorageOptions;
import com.alipay.sofa.jraft.option.RaftOptions;
import com.alipay.sofa.jraft.storage.impl.LocalRaftMetaStorage;
import java.util.function.LongConsumer;

/** JRaft's file of term and vote, which tells of the term; JRaft itself tells only its tests. */
final class TermStorage extends LocalRaftMetaStorage {
  private final LongConsumer terms;

  TermStorage(String path, RaftOptions options, LongConsumer terms) {
    super(path, options);
    this.terms = terms;
  }

  @Override
  public boolean init(RaftMetaStorageOptions options) {
    var done = super.init(options);
    if (done) {
      terms.accept(getTerm());
    }
    return done;
  }

  @Override
  public boolean setTerm(long term) {
    terms.accept(term);
    return super.setTerm(term);
  }

  @Override
  public boolean setTermAndVotedFor(long term, PeerId peer) {
    terms.accept(term);
    return super.setTermAndVotedFor(term, peer);
  }
}
