package io.proconsul.agent.config.load;

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
        "{{ GetInterfaceIPs \"eth0\" }} ~ 10.1.2.3 fd00:0:0:0:0:0:0:2",
        "{{ GetInterfaceIP \"eth9\" }} ~ ``",
        "{{ GetAllInterfaces | include \"name\" \"^eth\" | include \"type\" \"IPv4\""
            + " | join \"address\" \" \" }} ~ 10.1.2.3 8.8.4.4",
        "{{ GetAllInterfaces | exclude \"flags\" \"loopback\" | include \"type\" \"ipv4\""
            + " | sort \"-address\" | limit 1 | attr \"address\" }} ~ 10.1.2.3",
        "{{ GetAllInterfaces | include \"network\" \"8.0.0.0/8|9.0.0.0/8\""
            + " | attr \"name\" }} ~ eth1",
        "{{ GetPrivateInterfaces | attr \"address\" }} ~ 10.1.2.3",
        "{{ GetDefaultInterfaces | include \"type\" \"IPv6\" | attr \"size\" }} ~ 64",
        "{{ GetAllInterfaces | unique \"name\" | offset 2 | attr \"name\" }} ~ eth1",
        "{{ \"a\" }} ~ a",
      })
  void expands(String template, String expected) {
    assertThat(SockaddrTemplate.expand("x", template, TestingInterfaces.ONE_PRIVATE))
        .isEqualTo(expected);
  }

  @Test
  void namesWhatItDoesNotKnow() {
    assertThatThrownBy(
            () -> SockaddrTemplate.expand("bind_addr", "{{ Foo }}", TestingInterfaces.NONE))
        .isInstanceOf(ConfigException.class)
        .hasMessage("bind_addr: unable to parse address template \"{{ Foo }}\": unknown function"
            + " \"Foo\"");
  }
}
