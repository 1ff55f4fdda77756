package dev.cairn.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cairn.multiformats.Multiaddr;
import dev.cairn.multiformats.MultiformatException;
import dev.cairn.multiformats.Shown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A type of value in the file: how it is read, written, and called in messages and documentation.
 *
 * @param <T> what it is in the record tree
 * @param name what a person calls it, such as "a duration"
 * @param reader reads a value that is neither absent nor null; throws {@link UserError} or {@link
 *     MultiformatException} with a reason
 * @param writer the reverse; what it writes is read as the same value
 */
record Kind<T>(String name, Function<JsonNode, T> reader, Function<T, JsonNode> writer) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  static final Kind<Boolean> FLAG = new Kind<>("true or false", value -> {
    require(value.isBoolean(), value, "true or false without quotes");
    return value.booleanValue();
  }, NODES::booleanNode);

  static final Kind<String> STRING = new Kind<>("a string", Kind::text, NODES::textNode);

  static final Kind<Duration> DURATION = new Kind<>("a duration", value -> {
    if (value.isIntegralNumber() && value.longValue() == 0) {
      return Duration.ZERO;
    }
    require(value.isTextual(), value, "a duration in quotes");
    Duration duration = GoDuration.parse(value.textValue());
    if (duration.isNegative()) {
      throw new UserError("a negative duration makes no sense here");
    }
    return duration;
  }, duration -> NODES.textNode(GoDuration.format(duration)));

  static final Kind<Long> SIZE = new Kind<>("a size", value -> {
    if (value.isIntegralNumber()) {
      return ByteSize.parse(value.asText());
    }
    require(value.isTextual(), value, "a size in quotes");
    return ByteSize.parse(value.textValue());
  }, size -> NODES.textNode(ByteSize.format(size)));

  /** A size that Kubo keeps as a bare number and would not read in another form. */
  static final Kind<Long> BYTES = new Kind<>("a size", SIZE.reader(), NODES::numberNode);

  static final Kind<List<String>> STRINGS = listOf("a list of strings", UnaryOperator.identity(),
      UnaryOperator.identity());

  static final Kind<List<Multiaddr>> ADDRESSES = listOf("a list of multiaddrs", Multiaddr::parse,
      Multiaddr::toString);

  /** Values that are kept as they are. */
  static final Kind<JsonNode> OBJECT = new Kind<>("an object", value -> {
    require(value.isObject(), value, "an object in {}");
    return value.deepCopy();
  }, JsonNode::deepCopy);

  static Kind<Integer> number(int min, int max) {
    return new Kind<>("a number", value -> {
      require(value.isIntegralNumber(), value, "a whole number without quotes");
      if (!value.canConvertToLong() || value.longValue() < min || value.longValue() > max) {
        throw new UserError(value.asText() + " is not within " + min + " and " + max);
      }
      return value.intValue();
    }, NODES::numberNode);
  }

  /** A value that may be left out, which then means something of its own. */
  static <T> Kind<Optional<T>> optional(Kind<T> kind) {
    return new Kind<>(kind.name(), kind.reader().andThen(Optional::of),
        value -> value.map(kind.writer()).orElseGet(NODES::nullNode));
  }

  /** A string that is checked and means more than text. */
  static <T> Kind<T> parsed(String name, Function<String, T> reader, Function<T, String> writer) {
    return new Kind<>(name, value -> reader.apply(text(value)), value -> NODES.textNode(writer.apply(value)));
  }

  /** One of some words; {@code values} maps each to what it means. */
  static <T> Kind<T> oneOf(Map<String, T> values, Function<T, String> word) {
    return new Kind<>("one of " + quoted(values.keySet()), value -> {
      T meaning = values.get(text(value));
      if (meaning == null) {
        throw new UserError(Shown.quoted(text(value)) + " is none of " + quoted(values.keySet()));
      }
      return meaning;
    }, meaning -> NODES.textNode(word.apply(meaning)));
  }

  /** A list; a single string stands for a list of one, and the empty string for an empty list. */
  static <T> Kind<List<T>> listOf(String name, Function<String, T> reader, Function<T, String> writer) {
    return new Kind<>(name, value -> {
      if (value.isTextual()) {
        return value.textValue().isEmpty() ? List.of() : List.of(reader.apply(value.textValue()));
      }
      require(value.isArray(), value, "a list of strings in []");
      List<T> items = new ArrayList<>();
      for (JsonNode item : value) {
        items.add(reader.apply(text(item)));
      }
      return List.copyOf(items);
    }, items -> {
      ArrayNode array = NODES.arrayNode();
      items.forEach(item -> array.add(writer.apply(item)));
      return array;
    });
  }

  /** An object whose keys are free. */
  static <T> Kind<Map<String, T>> mapOf(String name, Kind<T> kind) {
    return new Kind<>(name, value -> {
      require(value.isObject(), value, "an object in {}");
      Map<String, T> map = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> field : value.properties()) {
        if (!field.getValue().isNull()) {
          map.put(field.getKey(), named(field.getKey(), () -> kind.reader().apply(field.getValue())));
        }
      }
      return Collections.unmodifiableMap(map);
    }, map -> {
      ObjectNode object = NODES.objectNode();
      map.forEach((key, item) -> object.set(key, kind.writer().apply(item)));
      return object;
    });
  }

  /** Runs {@code body}, and puts the key in front of what it complains about. */
  static <T> T named(String key, Supplier<T> body) {
    try {
      return body.get();
    } catch (UserError | MultiformatException e) {
      throw new UserError(Shown.quoted(key) + ": " + e.getMessage(), e);
    }
  }

  static String text(JsonNode value) {
    require(value.isTextual(), value, "a string in quotes");
    return value.textValue();
  }

  static void require(boolean fits, JsonNode value, String wanted) {
    if (!fits) {
      throw new UserError(describe(value) + " stands where " + wanted + " is wanted");
    }
  }

  static String describe(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> "a string";
      case NUMBER -> "the number " + (value.asText().length() > 24 ? "" : value.asText());
      case BOOLEAN -> value.asText();
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      default -> "null";
    };
  }

  private static String quoted(Collection<String> words) {
    return String.join(", ", words.stream().map(word -> "\"" + word + "\"").toList());
  }
}
