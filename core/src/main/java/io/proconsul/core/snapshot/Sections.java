package io.proconsul.core.snapshot;

import io.proconsul.codec.DecodeException;
import io.proconsul.codec.Fields;
import io.proconsul.codec.Mapping;
import io.proconsul.core.catalog.CatalogIndexes;
import io.proconsul.core.catalog.ManualVips;
import io.proconsul.core.connect.CaWrites;
import io.proconsul.core.operator.AutopilotWrites;
import io.proconsul.core.preparedquery.PreparedQueryIndexes;
import io.proconsul.core.session.SessionIndexes;
import io.proconsul.core.state.Key;
import io.proconsul.core.state.Mark;
import io.proconsul.core.state.Radix;
import io.proconsul.core.state.Tables;
import io.proconsul.core.state.Tx;
import io.proconsul.core.state.Txn;
import io.proconsul.model.HealthCheck;
import io.proconsul.model.KvEntry;
import io.proconsul.model.Node;
import io.proconsul.model.NodeCoordinate;
import io.proconsul.model.ServiceInstance;
import io.proconsul.model.Session;
import io.proconsul.model.cluster.AutopilotConfiguration;
import io.proconsul.model.connect.CaConfiguration;
import io.proconsul.model.connect.CaKey;
import io.proconsul.model.connect.CaRoot;
import io.proconsul.model.query.PreparedQuery;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Every table that a snapshot holds, in the order in which it is written. */
final class Sections {
  private static final String VALUE = "V";
  private static final String KEY = "K";
  private static final String INDEX = "I";

  static final List<Section> ALL = List.of(
      new Mapped<>("kv", KvEntry.MAPPING, Tables::kv, Sections::addEntry),
      new Numbers("tombstone", Tables::kvTombstones, tx -> tx.kvTombstones),
      new Numbers("lock-delay", Tables::lockDelays, tx -> tx.lockDelays),
      new Mapped<>("session", Session.MAPPING, Tables::sessions, SessionIndexes::add),
      new Mapped<>("node", Node.MAPPING, Tables::nodes, CatalogIndexes::addNode),
      new Services(),
      new Mapped<>("check", HealthCheck.MAPPING, Tables::checks, CatalogIndexes::addCheck),
      new Numbers("virtual-ip", Tables::virtualIps, tx -> tx.virtualIps),
      new Numbers("free-virtual-ip", Tables::freeVirtualIps, tx -> tx.freeVirtualIps),
      new GivenAddresses(),
      new Mapped<>(
          "coordinate", NodeCoordinate.MAPPING, Tables::coordinates, Sections::addCoordinate),
      new Mapped<>(
          "autopilot", AutopilotConfiguration.MAPPING, Tables::autopilot, AutopilotWrites::add),
      new Mapped<>(
          "ca-configuration",
          CaConfiguration.MAPPING,
          Tables::caConfiguration,
          CaWrites::addConfiguration),
      new Mapped<>("ca-root", CaRoot.MAPPING, Tables::caRoots, CaWrites::addRoot),
      new Mapped<>("ca-key", CaKey.MAPPING, Tables::caKeys, CaWrites::addKey),
      new Mapped<>(
          "prepared-query",
          PreparedQuery.MAPPING,
          Tables::preparedQueries,
          PreparedQueryIndexes::add),
      new Numbers("mark", Tables::marks, tx -> tx.marks));

  private Sections() {}

  static Section named(String name) {
    for (Section section : ALL) {
      if (section.name().equals(name)) {
        return section;
      }
    }
    throw new DecodeException("it holds a record of type '" + name
        + "', which this version does not know; start the version that wrote it, or a newer one");
  }

  private static void addEntry(Tx tx, KvEntry entry) {
    tx.kv.put(Key.of(entry.key()), entry);
    if (!entry.session().isEmpty()) {
      tx.keysBySession.put(Key.of(entry.session(), entry.key()), entry.key());
    }
  }

  private static void addCoordinate(Tx tx, NodeCoordinate coordinate) {
    byte[] key = Key.of(Mark.lower(coordinate.node()), coordinate.segment());
    tx.coordinates.put(key, coordinate);
  }

  /** A table whose key follows from the value. */
  private record Mapped<T>(
      String name, Mapping<T> mapping, Function<Tables, Radix<T>> table, BiConsumer<Tx, T> adder)
      implements Section {

    @Override
    public void write(Tables tables, SnapshotCodec.Records out) {
      table
          .apply(tables)
          .forEach((_, value) -> out.add(record -> record.field(VALUE, value, mapping::write)));
    }

    @Override
    public void read(Fields in, Tx tx) {
      adder.accept(tx, required(in, mapping));
    }
  }

  /** Numbers under keys of their own. */
  private record Numbers(
      String name, Function<Tables, Radix<Long>> table, Function<Tx, Txn<Long>> target)
      implements Section {

    @Override
    public void write(Tables tables, SnapshotCodec.Records out) {
      table
          .apply(tables)
          .forEach((key, number) -> out.add(record -> {
            record.name(KEY);
            record.bytes(key);
            record.field(INDEX, number);
          }));
    }

    @Override
    public void read(Fields in, Tx tx) {
      target.apply(tx).put(in.bytes(KEY), in.longInteger(INDEX));
    }
  }

  /** Instances do not say which node they are on. */
  private record Services() implements Section {
    @Override
    public String name() {
      return "service";
    }

    @Override
    public void write(Tables tables, SnapshotCodec.Records out) {
      tables
          .services()
          .forEach((key, instance) -> out.add(record -> {
            record.field(KEY, Key.first(key));
            record.field(VALUE, instance, ServiceInstance.MAPPING::write);
          }));
    }

    @Override
    public void read(Fields in, Tx tx) {
      CatalogIndexes.addInstance(tx, in.string(KEY), required(in, ServiceInstance.MAPPING));
    }
  }

  /** Addresses that were given to services by hand. */
  private record GivenAddresses() implements Section {
    @Override
    public String name() {
      return "manual-virtual-ip";
    }

    @Override
    public void write(Tables tables, SnapshotCodec.Records out) {
      tables
          .manualVips()
          .forEach((key, address) -> out.add(record -> {
            record.field(KEY, Key.first(key));
            record.field(VALUE, address);
          }));
    }

    @Override
    public void read(Fields in, Tx tx) {
      ManualVips.add(tx, in.string(KEY), in.string(VALUE));
    }
  }

  private static <T> T required(Fields in, Mapping<T> mapping) {
    return Objects.requireNonNull(in.object(VALUE, "Record", mapping::read));
  }
}
