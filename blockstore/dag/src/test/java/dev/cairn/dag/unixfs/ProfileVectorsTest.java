package dev.cairn.dag.unixfs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.cairn.dag.Fixtures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The file vectors of IPIP-499, Appendix "Test vectors", for both profiles. */
final class ProfileVectorsTest {
  private static final String HELLO = "hello world";

  @Test
  void unixfsV0_2015() throws IOException {
    check("unixfs-v0-2015", ImportOptions.unixfsV0_2015());
  }

  @Test
  void unixfsV1_2025() throws IOException {
    check("unixfs-v1-2025", ImportOptions.unixfsV1_2025());
  }

  @Test
  void theDefaultsAreTheOldProfile() throws IOException {
    check("unixfs-v0-2015", ImportOptions.defaults());
  }

  private static void check(String profile, ImportOptions options) throws IOException {
    List<Map<String, String>> vectors = vectors(profile);
    assertThat(vectors).hasSize(5);
    for (Map<String, String> vector : vectors) {
      check(vector, options);
    }
  }

  private static void check(Map<String, String> vector, ImportOptions options) {
    long size = Long.parseLong(vector.get("sizeBytes"));
    String seed = vector.get("seed");
    InputStream content = seed.equals("null")
        ? new ByteArrayInputStream(HELLO.getBytes(StandardCharsets.US_ASCII))
        : new KeyStream(seed, size);
    assertThat(Imports.file(block -> {}, options, content, size)).as(vector.get("case"))
        .hasToString(vector.get("cid"));
  }

  private static List<Map<String, String>> vectors(String profile) throws IOException {
    List<Map<String, String>> vectors = new ArrayList<>();
    try (JsonParser json = new JsonFactory()
        .createParser(Fixtures.path("unixfs/profile-file-vectors.json").toFile())) {
      while (!profile.equals(json.currentName()) || json.currentToken() != JsonToken.START_ARRAY) {
        json.nextToken();
      }
      while (json.nextToken() == JsonToken.START_OBJECT) {
        Map<String, String> vector = new HashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
          String name = json.currentName();
          json.nextToken();
          vector.put(name, json.getText());
        }
        vectors.add(vector);
      }
    }
    return vectors;
  }
}
