package io.proconsul.agent.config.sockaddr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.agent.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SockaddrTemplateTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "10.0.0.1 ~ 10.0.0.1",
        "{{ GetPrivateIP }} ~ 10.1.2.3",
        "{{GetPrivateIP}} {{ GetInterfaceIP \"eth1\" }} ~ 10.1.2.3 8.8.4.4",
        "{{ GetInterfaceIP \"eth0\" }} ~ 10.1.2.3",
        "{{ GetInterfaceIP \"lo\" }} ~ ``",
        "{{ GetInterfaceIPs \"eth0\" }} ~ 10.1.2.3 fd00::2",
        "{{ GetInterfaceIPs \"eth\" }} ~ 10.1.2.3 8.8.4.4 fd00::2",
        "{{ GetInterfaceIP \"eth9\" }} ~ ``",
        "{{ GetPrivateIPs }} ~ 10.1.2.3 fd00::2",
        "{{ GetPublicIP }} ~ 8.8.4.4",
        "{{- GetPublicIPs -}} ~ 8.8.4.4",
        "{{ GetDefaultInterfaces | join \"address\" \",\" }} ~ 10.1.2.3,fd00::2",
        "{{ GetPublicInterfaces | join \"name\" \",\" }} ~ eth1",
        "{{ GetAllInterfaces | include \"name\" \"^eth\" | exclude \"type\" \"IPv6\" | join \"address\" \" \" }} ~ 10.1.2.3 8.8.4.4",
        "{{ GetAllInterfaces | include \"type\" \"ipv4|ipv6\" | limit 2 | join \"address\" \" \" }} ~ 127.0.0.1 10.1.2.3",
        "{{ GetAllInterfaces | include \"address\" \"^8[.]\" | attr \"name\" }} ~ eth1",
        "{{ GetAllInterfaces | include \"network\" \"8.0.0.0/8|fd00::/8\" | join \"name\" \" \" }} ~ eth0 eth1",
        "{{ GetAllInterfaces | include \"rfc\" \"1918|4193\" | join \"address\" \" \" }} ~ 10.1.2.3 fd00::2",
        "{{ GetAllInterfaces | exclude \"RFC\" \"6890\" | attr \"address\" }} ~ 8.8.4.4",
        "{{ GetAllInterfaces | include \"size\" \"24\" | attr \"address\" }} ~ 8.8.4.4",
        "{{ GetAllInterfaces | include \"flags\" \"loopback\" | attr \"address\" }} ~ 127.0.0.1",
        "{{ GetAllInterfaces | include \"flags\" \"up|broadcast\" | join \"address\" \" \" }} ~ 10.1.2.3 fd00::2 8.8.4.4",
        "{{ GetAllInterfaces | include \"flag\" \"forwardable\" | join \"address\" \" \" }} ~ 10.1.2.3 fd00::2 8.8.4.4",
        "{{ GetAllInterfaces | include \"flags\" \"down\" | join \"address\" \" \" }} ~ ``",
        "{{ GetAllInterfaces | sort \"-type,-address\" | join \"address\" \" \" }} ~ fd00::2 127.0.0.1 10.1.2.3 8.8.4.4",
        "{{ GetAllInterfaces | sort \"type,size\" | join \"string\" \" \" }} ~ 127.0.0.1/8 10.1.2.3/16 8.8.4.4/24 fd00::2/64",
        "{{ GetAllInterfaces | sort \"-size\" | limit 1 | join \"string\" \" \" }} ~ fd00::2/64",
        "{{ GetAllInterfaces | sort \"default,name\" | attr \"address\" }} ~ 10.1.2.3",
        "{{ GetAllInterfaces | sort \"private\" | offset -1 | attr \"address\" }} ~ 8.8.4.4",
        "{{ GetAllInterfaces | unique \"name\" | offset 2 | attr \"name\" }} ~ eth1",
        "{{ GetAllInterfaces | limit 9 | offset 9 | attr \"name\" }} ~ ``",
        "{{ GetPrivateInterfaces | math \"address\" \"+256\" | attr \"string\" }} ~ 10.1.3.3/16",
        "{{ GetPrivateInterfaces | math \"network\" \"+2\" | join \"address\" \" \" }} ~ 10.1.0.2 fd00::2",
        "{{ GetPrivateInterfaces | math \"network\" \"-1\" | join \"address\" \" \" }} ~ 10.1.255.255 fd00::ffff:ffff:ffff:ffff",
        "{{ GetPublicInterfaces | math \"network\" \"+300\" | attr \"address\" }} ~ 8.8.4.44",
        "{{ GetPublicInterfaces | math \"mask\" \"16\" | attr \"string\" }} ~ 8.8.0.0/16",
        "{{ GetPublicInterfaces | math \"mask\" \"30\" | attr \"string\" }} ~ 8.8.4.4/24",
        "{{ GetPrivateInterfaces | join \"netmask\" \" \" }} ~ 255.255.0.0 ffff:ffff:ffff:ffff::",
        "{{ GetPrivateInterfaces | join \"network\" \" \" }} ~ 10.1.0.0 fd00::",
        "{{ GetPrivateInterfaces | join \"mask_bits\" \" \" }} ~ 16 64",
        "{{ GetPrivateInterfaces | join \"first_usable\" \" \" }} ~ 10.1.0.1 fd00::",
        "{{ GetPrivateInterfaces | join \"last_usable\" \" \" }} ~ 10.1.255.254 fd00::ffff:ffff:ffff:ffff",
        "{{ GetPrivateInterfaces | join \"hex\" \" \" }} ~ 0a010203 fd000000000000000000000000000002",
        "{{ GetPrivateInterfaces | join \"size\" \" \" }} ~ 65536 18446744073709551616",
        "{{ GetPrivateInterfaces | join \"type\" \" \" }} ~ IPv4 IPv6",
        "{{ GetPrivateInterfaces | join \"port\" \" \" }} ~ 0 0",
        "{{ GetPrivateInterfaces | attr \"broadcast\" }} ~ 10.1.255.255",
        "{{ GetPrivateInterfaces | attr \"uint32\" }} ~ 167838211",
        "{{ GetPrivateInterfaces | attr \"octets\" }} ~ 10 1 2 3",
        "{{ GetPrivateInterfaces | attr \"binary\" }} ~ 00001010000000010000001000000011",
        "{{ GetPrivateInterfaces | attr \"host\" }} ~ 10.1.2.3",
        "{{ GetPrivateInterfaces | include \"type\" \"IPv6\" | attr \"uint128\" }} ~ 336294682933583715844663186250927177730",
        "{{ \"a\" }} ~ a",
      })
  void expands(String template, String expected) {
    assertThat(SockaddrTemplate.expand("x", template, TestingInterfaces.ONE_PRIVATE))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "{{ Foo }} ~ function \"Foo\" not defined",
        "{{ GetAllInterfaces | Foo }} ~ function \"Foo\" not defined",
        "{{ }} ~ missing value for command",
        "{{ GetPrivateIP ~ unclosed action",
        "{{ GetInterfaceIP }} ~ wrong number of args for GetInterfaceIP: got 0",
        "{{ GetAllInterfaces | include \"type\" }} ~ wrong number of args for include: got 1",
        "{{ GetAllInterfaces | attr \"foo\" }} ~ unsupported attribute name \"foo\"",
        "{{ GetInterfaceIPs \"eth1\" | attr \"uint128\" }} ~ unsupported attribute name \"uint128\"",
        "{{ GetAllInterfaces | include \"foo\" \"1\" }} ~ invalid filter selector: \"foo\"",
        "{{ GetAllInterfaces | include \"name\" \"[\" }} ~ unable to compile regexp \"[\": missing closing ]",
        "{{ GetAllInterfaces | include \"flags\" \"foo\" }} ~ Unknown interface flag: \"foo\"",
        "{{ GetAllInterfaces | include \"rfc\" \"1\" }} ~ unsupported RFC \"1\"",
        "{{ GetAllInterfaces | include \"network\" \"10\" }} ~ unable to parse network \"10\"",
        "{{ GetAllInterfaces | include \"type\" \"v4\" }} ~ invalid type: \"v4\"",
        "{{ GetAllInterfaces | sort \"foo\" }} ~ unknown sort type: \"foo\"",
        "{{ GetAllInterfaces | unique \"size\" }} ~ unsupported unique selector \"size\"",
        "{{ GetAllInterfaces | limit \"x\" }} ~ expected integer; found x",
        "{{ GetAllInterfaces | math \"foo\" \"+1\" }} ~ unsupported math operation: \"foo\"",
        "{{ GetAllInterfaces | math \"address\" \"1\" }} ~ sign (+/-) is required for operation \"address\": \"1\"",
        "{{ GetAllInterfaces | math \"mask\" \"33\" }} ~ parameter for operation \"mask\" must be from 0 to 32: 33",
      })
  void namesWhatItDoesNotKnow(String template, String why) {
    assertThatThrownBy(
            () -> SockaddrTemplate.expand("bind_addr", template, TestingInterfaces.ONE_PRIVATE))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("bind_addr: unable to parse address template \"{{")
        .hasMessageContaining(why);
  }

  @Test
  void thisMachineHasInterfacesOfItsOwn() {
    String loopback =
        "{{ GetAllInterfaces | include \"flags\" \"loopback\" | include \"type\" \"IPv4\""
            + " | attr \"address\" }}";
    assertThat(SockaddrTemplate.expand("x", loopback, Interfaces.system())).startsWith("127.");
  }
}
