package dev.cairn.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * JSON text to tree and back. Uses Jackson's streaming parser and node types without an ObjectMapper, whose start-up
 * a command line tool would feel. The text that is written is laid out as Go's {@code json.MarshalIndent} does.
 */
final class JsonText {
  /** Deeper than any configuration, and far from the depth of the stack. */
  private static final int MAX_DEPTH = 64;
  private static final int MAX_NUMBER = 100;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonFactory JSON = new JsonFactoryBuilder()
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .streamReadConstraints(StreamReadConstraints.builder()
          .maxNestingDepth(MAX_DEPTH)
          .maxNumberLength(MAX_NUMBER)
          .build())
      .build();
  /** Jackson repeats the text that it stumbled over, which might be a key or a password. */
  private static final Pattern LONG_TOKEN = Pattern.compile("'([^']{12})[^']*'");

  private JsonText() {}

  /**
   * Reads exactly one JSON value.
   *
   * @throws UserError with line and column when the text is not well-formed, too deep, or names a key twice
   */
  static JsonNode parse(String text, String source) {
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() == null) {
        throw new UserError(source + " is empty; a JSON value is wanted");
      }
      JsonNode value = value(parser);
      if (parser.nextToken() != null) {
        JsonLocation at = parser.currentTokenLocation();
        throw new UserError(
            source + " is no valid JSON: line " + at.getLineNr() + ", column " + at.getColumnNr()
                + ": text behind the end");
      }
      return value;
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String where = at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
      String what = LONG_TOKEN.matcher(e.getOriginalMessage()).replaceAll("'$1…'");
      throw new UserError(source + " is no valid JSON: " + where + what, e);
    } catch (NumberFormatException e) {
      throw new UserError(source + " is no valid JSON: it holds a number that is beyond all bounds", e);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory does no I/O", e);
    }
  }

  private static JsonNode value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String key = parser.currentName();
          parser.nextToken();
          object.set(key, value(parser));
        }
        yield object;
      }
      case START_ARRAY -> {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(value(parser));
        }
        yield array;
      }
      case VALUE_STRING -> NODES.textNode(parser.getText());
      case VALUE_NUMBER_INT -> switch (parser.getNumberType()) {
        case INT, LONG -> NODES.numberNode(parser.getLongValue());
        default -> NODES.numberNode(parser.getBigIntegerValue());
      };
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      default -> throw new IllegalStateException("no value starts with " + parser.currentToken());
    };
  }

  /** The text of a value, indented by two spaces, without a newline at the end. */
  static String print(JsonNode value) {
    StringBuilder text = new StringBuilder();
    print(value, "\n", text);
    return text.toString();
  }

  private static void print(JsonNode value, String newLine, StringBuilder text) {
    if (value.isObject()) {
      Iterator<Map.Entry<String, JsonNode>> fields = value.properties().iterator();
      text.append('{');
      while (fields.hasNext()) {
        Map.Entry<String, JsonNode> field = fields.next();
        text.append(newLine).append("  ");
        string(field.getKey(), text);
        text.append(": ");
        print(field.getValue(), newLine + "  ", text);
        text.append(fields.hasNext() ? "," : newLine);
      }
      text.append('}');
    } else if (value.isArray()) {
      text.append('[');
      for (int i = 0; i < value.size(); i++) {
        text.append(newLine).append("  ");
        print(value.get(i), newLine + "  ", text);
        text.append(i + 1 < value.size() ? "," : newLine);
      }
      text.append(']');
    } else if (value.isTextual()) {
      string(value.textValue(), text);
    } else {
      text.append(value.isBigDecimal() ? value.decimalValue().toString() : value.asText());
    }
  }

  private static void string(String value, StringBuilder text) {
    text.append('"').append(JsonStringEncoder.getInstance().quoteAsString(value)).append('"');
  }
}
