package io.proconsul.agent.config.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.proconsul.agent.config.ConfigException;
import io.proconsul.codec.Value;
import io.proconsul.codec.hcl.HclParser;
import io.proconsul.codec.json.JsonReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class DecoderTest {
  private static final Schema SCHEMA = Schema.load();

  @ParameterizedTest
  @CsvFileSource(resources = "/config/wrong-types.csv", delimiter = '~', quoteCharacter = '`')
  void namesAWrongType(String hcl, String problem) {
    assertThatThrownBy(() -> hcl(hcl))
        .isInstanceOf(ConfigException.class)
        .hasMessage("1 error(s) decoding:\n\n* " + problem);
  }

  @Test
  void numbersOfJsonAreFloats() {
    assertThatThrownBy(() -> json("{\"server\": 1}"))
        .hasMessage("1 error(s) decoding:\n\n* 'server' expected type 'bool', got unconvertible"
            + " type 'float64', value: '1'");
  }

  @Test
  void tellsAllWrongTypesInOrder() {
    assertThatThrownBy(() -> json("{\"server\": \"x\", \"ports\": [1, 2]}"))
        .hasMessage("2 error(s) decoding:\n\n* 'ports' expected a map, got 'slice'\n* 'server'"
            + " expected type 'bool', got unconvertible type 'string', value: 'x'");
  }

  @Test
  void namesUnknownKeysByTheirPath() {
    assertThatThrownBy(() -> json("{\"service\": {\"name\": \"x\", \"bogus\": 1}}"))
        .hasMessage("1 error occurred:\n\t* invalid config key service.bogus\n\n");
    assertThatThrownBy(() -> hcl("services = [{ Bogus = 1 }]\nfoo = 1")).hasMessage("""
            2 errors occurred:
            \t* invalid config key services[0].Bogus
            \t* invalid config key foo

            """);
  }

  @Test
  void twoBlocksAreNoObject() {
    assertThatThrownBy(() -> hcl("check { name = \"a\" }\ncheck { name = \"b\" }"))
        .hasMessage("1 error(s) decoding:\n\n* 'check' expected a map, got 'slice'");
  }

  @Test
  void oneBlockIsAnObjectAtEveryDepth() {
    Value.Obj decoded = hcl("connect { ca_config { a { b = 1 } } }");
    assertThat(decoded).isEqualTo(json("{\"connect\": {\"ca_config\": {\"a\": {\"b\": 1}}}}"));
  }

  @Test
  void keysMatchWithoutCase() {
    assertThat(json("{\"NODE_NAME\": \"x\"}").get("node_name")).isEqualTo(Value.of("x"));
  }

  @Test
  void nullIsAsIfNotGiven() {
    assertThat(json("{\"node_name\": null}").fields()).isEmpty();
  }

  @Test
  void cutsNumbersWhereWholeOnesAreWanted() {
    assertThat(hcl("retry_max = 1.9").get("retry_max")).isEqualTo(new Value.Int(1));
  }

  private static Value.Obj hcl(String text) {
    return Decoder.decode(SCHEMA, HclParser.parse(text), false);
  }

  private static Value.Obj json(String text) {
    Value value = JsonReader.parse(text.getBytes(StandardCharsets.UTF_8));
    return Decoder.decode(SCHEMA, (Value.Obj) value, true);
  }
}
