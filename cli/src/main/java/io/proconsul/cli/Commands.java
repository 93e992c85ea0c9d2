package io.proconsul.cli;

import io.proconsul.cli.agent.AgentCommand;
import io.proconsul.cli.catalog.CatalogDatacenters;
import io.proconsul.cli.catalog.CatalogNodes;
import io.proconsul.cli.catalog.CatalogServices;
import io.proconsul.cli.command.Command;
import io.proconsul.cli.connect.CaGetConfig;
import io.proconsul.cli.connect.CaSetConfig;
import io.proconsul.cli.kv.KvDelete;
import io.proconsul.cli.kv.KvExport;
import io.proconsul.cli.kv.KvGet;
import io.proconsul.cli.kv.KvImport;
import io.proconsul.cli.kv.KvPut;
import io.proconsul.cli.operator.AutopilotGetConfig;
import io.proconsul.cli.operator.AutopilotSetConfig;
import io.proconsul.cli.operator.AutopilotStateCommand;
import io.proconsul.cli.operator.RaftListPeers;
import io.proconsul.cli.operator.RaftRemovePeer;
import io.proconsul.cli.operator.RaftTransferLeader;
import io.proconsul.cli.operator.UsageInstances;
import io.proconsul.cli.services.ServicesDeregister;
import io.proconsul.cli.services.ServicesRegister;
import io.proconsul.cli.single.Event;
import io.proconsul.cli.single.ForceLeave;
import io.proconsul.cli.single.Info;
import io.proconsul.cli.single.Join;
import io.proconsul.cli.single.Keygen;
import io.proconsul.cli.single.Keyring;
import io.proconsul.cli.single.Leave;
import io.proconsul.cli.single.Maint;
import io.proconsul.cli.single.Members;
import io.proconsul.cli.single.Reload;
import io.proconsul.cli.single.Rtt;
import io.proconsul.cli.single.Validate;
import io.proconsul.cli.single.VersionCommand;
import io.proconsul.cli.snapshot.SnapshotInspect;
import io.proconsul.cli.snapshot.SnapshotRestore;
import io.proconsul.cli.snapshot.SnapshotSave;
import io.proconsul.cli.tls.TlsCaCreate;
import io.proconsul.cli.tls.TlsCertCreate;
import io.proconsul.cli.troubleshoot.TroubleshootPorts;
import io.proconsul.cli.watch.Watch;
import org.jspecify.annotations.Nullable;

/**
 * Every command by its words. A switch rather than a table, so that only the class of the command
 * that runs is loaded. {@link CommandList} says what help shows.
 */
final class Commands {
  private Commands() {}

  /** A new command; null for a group, for what this version lacks and for what is unknown. */
  static @Nullable Command create(String name) {
    return switch (name) {
      case "agent" -> new AgentCommand();
      case "catalog datacenters" -> new CatalogDatacenters();
      case "catalog nodes" -> new CatalogNodes();
      case "catalog services" -> new CatalogServices();
      case "connect ca get-config" -> new CaGetConfig();
      case "connect ca set-config" -> new CaSetConfig();
      case "event" -> new Event();
      case "force-leave" -> new ForceLeave();
      case "info" -> new Info();
      case "join" -> new Join();
      case "keygen" -> new Keygen();
      case "keyring" -> new Keyring();
      case "kv delete" -> new KvDelete();
      case "kv export" -> new KvExport();
      case "kv get" -> new KvGet();
      case "kv import" -> new KvImport();
      case "kv put" -> new KvPut();
      case "leave" -> new Leave();
      case "maint" -> new Maint();
      case "members" -> new Members();
      case "operator autopilot get-config" -> new AutopilotGetConfig();
      case "operator autopilot set-config" -> new AutopilotSetConfig();
      case "operator autopilot state" -> new AutopilotStateCommand();
      case "operator raft list-peers" -> new RaftListPeers();
      case "operator raft remove-peer" -> new RaftRemovePeer();
      case "operator raft transfer-leader" -> new RaftTransferLeader();
      case "operator usage instances" -> new UsageInstances();
      case "reload" -> new Reload();
      case "rtt" -> new Rtt();
      case "services deregister" -> new ServicesDeregister();
      case "services register" -> new ServicesRegister();
      case "snapshot inspect" -> new SnapshotInspect();
      case "snapshot restore" -> new SnapshotRestore();
      case "snapshot save" -> new SnapshotSave();
      case "tls ca create" -> new TlsCaCreate();
      case "tls cert create" -> new TlsCertCreate();
      case "troubleshoot ports" -> new TroubleshootPorts();
      case "validate" -> new Validate();
      case "version" -> new VersionCommand();
      case "watch" -> new Watch();
      default -> null;
    };
  }

  /** Is this a command or a group of Consul's, be it in this version or not? */
  static boolean isKnown(String name) {
    return create(name) != null || CommandList.isGroup(name) || CommandList.isMissing(name);
  }
}
