package io.proconsul.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.proconsul.codec.Fields;
import io.proconsul.codec.Value;
import io.proconsul.codec.json.JsonReader;
import io.proconsul.codec.json.JsonWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceInstanceTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|null|null",
        "{'Tags':null,'Meta':null}|null|null",
        "{'Tags':[],'Meta':{}}|[]|{}",
        "{'Tags':['a'],'Meta':{'k':'v'}}|['a']|{'k':'v'}",
      },
      quoteCharacter = '"')
  void whatIsAbsentStaysAbsent(String json, String tags, String meta) {
    ServiceInstance read = read(json.replace('\'', '"'));
    assertThat(JsonWriter.compact(read, ServiceInstance.MAPPING::write))
        .asString()
        .contains("\"Tags\":" + tags.replace('\'', '"') + ",")
        .contains("\"Meta\":" + meta.replace('\'', '"') + ",");
  }

  @Test
  void listsShowTagsInAnyCase() {
    assertThat(JsonWriter.compact(read("{}"), ServiceInstance::writeListedTo))
        .asString()
        .contains("\"Tags\":[],")
        .contains("\"Meta\":null,");
  }

  @Test
  void noTagsAndNoneOfThemDiffer() {
    ServiceInstance none = ServiceInstance.of("a", "a", 1);
    assertThat(none.sameAs(none.withTags(List.of()))).isFalse();
    assertThat(none.tags()).isEmpty();
  }

  private static ServiceInstance read(String json) {
    return ServiceInstance.MAPPING.read(new Fields("Service", (Value.Obj)
        JsonReader.parse(json.getBytes(java.nio.charset.StandardCharsets.UTF_8))));
  }
}
