package io.proconsul.gossip.net;

import io.proconsul.gossip.swim.Peer;
import io.proconsul.gossip.swim.RecordingDelegate;
import io.proconsul.gossip.swim.Settings;
import io.proconsul.gossip.swim.Swim;
import io.proconsul.gossip.swim.Tuning;
import io.proconsul.gossip.wire.IpAddress;
import io.proconsul.gossip.wire.Keyring;
import io.proconsul.gossip.wire.NodeAddress;
import io.proconsul.gossip.wire.Security;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A member in a process of its own, for trying it beside memberlist's: {@code NAME PORT KEY LABEL
 * COMPRESS VERIFY}, with {@code -} for no key and no label, then commands on its input: {@code join
 * leave meta cast udp tcp health members quit}. It prints what its delegate is told.
 */
final class PeerProgram {
  private final GossipDriver driver;
  private final Swim swim;
  private final RecordingDelegate delegate;

  private PeerProgram(String[] arguments) throws IOException {
    String label = arguments[3].equals("-") ? "" : arguments[3];
    boolean verify = Boolean.parseBoolean(arguments[5]);
    Security security = new Security(label, keyring(arguments[2]), verify, verify);
    NodeAddress bind =
        new NodeAddress(IpAddress.parse("127.0.0.1"), Integer.parseInt(arguments[1]));
    driver = GossipDriver.bind(
        NetSettings.of("lan", bind, security).compressing(Boolean.parseBoolean(arguments[4])));
    delegate = new RecordingDelegate(arguments[0], PeerProgram::say);
    Settings settings = Settings.of(arguments[0], driver.advertised(), Tuning.LAN, security);
    swim = new Swim(settings, delegate, RandomGenerator.getDefault());
    driver.start(swim);
    say("READY " + driver.advertised());
  }

  private static @Nullable Keyring keyring(String text) {
    return text.equals("-") ? null : Keyring.of(Base64.getDecoder().decode(text));
  }

  public static void main(String[] arguments) throws IOException {
    PeerProgram program = new PeerProgram(arguments);
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      program.obey(line.split(" ", 3));
    }
    program.driver.close();
  }

  private void obey(String[] words) {
    switch (words[0]) {
      case "join" -> say("JOINED " + driver.join(address(words[1])).join());
      case "leave" -> say("LEFT " + driver.leave().join());
      case "meta" -> {
        delegate.metadata = words[1];
        say("META " + driver.refresh().join());
      }
      case "cast" -> {
        byte[] payload = words[1].getBytes(StandardCharsets.UTF_8);
        driver
            .read(() -> {
              delegate.queue.add("", payload);
              return true;
            })
            .join();
      }
      case "udp", "tcp" -> send(words);
      case "health" -> say("HEALTH " + driver.read(swim::healthScore).join());
      case "members" -> {
        for (Peer peer : members()) {
          say("MEMBER " + peer.name() + " " + peer.address() + " " + peer.state());
        }
        say("TRAFFIC " + driver.traffic().counts());
      }
      case "quit" -> driver.close();
      default -> say("what?");
    }
  }

  private void send(String[] words) {
    byte[] payload = words[2].getBytes(StandardCharsets.UTF_8);
    for (Peer peer : members()) {
      if (peer.name().equals(words[1])) {
        Optional<String> error = Optional.empty();
        if (words[0].equals("udp")) {
          driver.tell(peer.address(), payload);
        } else {
          error = driver.sendReliably(peer.address(), payload);
        }
        say("SENT " + error);
      }
    }
  }

  private List<Peer> members() {
    return driver.read(swim::members).join();
  }

  private static NodeAddress address(String text) {
    int colon = text.lastIndexOf(':');
    return new NodeAddress(
        IpAddress.parse(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
