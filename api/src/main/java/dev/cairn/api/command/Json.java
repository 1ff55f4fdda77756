package dev.cairn.api.command;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cairn.multiformats.Cid;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The JSON form of values: records, whose components are written in order under their names in upper camel case
 * unless annotated otherwise.
 */
public final class Json {
  private static final ObjectWriter WRITER = JsonMapper.builder()
      .propertyNamingStrategy(PropertyNamingStrategies.UPPER_CAMEL_CASE)
      .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
      .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
      .build()
      .writer()
      .without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);

  private Json() {}

  /** Writes the value and a line end. Does not close the stream; memory does not grow with iterated values. */
  public static void writeLine(Object value, OutputStream out) throws IOException {
    try (JsonGenerator generator = WRITER.createGenerator(out)) {
      generator.writePOJO(value);
      generator.writeRaw('\n');
    }
  }

  /** A CID in the form of a DAG-JSON link, {@code {"/":"bafy…"}}. */
  public record Link(@JsonProperty("/") String cid) {
    /** The link with the CID in its usual text form. */
    public static Link to(Cid cid) {
      return new Link(cid.toString());
    }
  }
}
