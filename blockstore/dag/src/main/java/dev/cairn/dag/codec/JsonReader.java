package dev.cairn.dag.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.cairn.dag.DecodeException;
import dev.cairn.dag.ipld.Node;
import dev.cairn.dag.ipld.Node.BoolNode;
import dev.cairn.dag.ipld.Node.BytesNode;
import dev.cairn.dag.ipld.Node.FloatNode;
import dev.cairn.dag.ipld.Node.IntNode;
import dev.cairn.dag.ipld.Node.LinkNode;
import dev.cairn.dag.ipld.Node.ListNode;
import dev.cairn.dag.ipld.Node.MapNode;
import dev.cairn.dag.ipld.Node.NullNode;
import dev.cairn.dag.ipld.Node.TextNode;
import dev.cairn.dag.pb.Names;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.MultiformatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads dag-json and json. Spacing and the order of keys are free, because people write these by hand; everything
 * that would make a value ambiguous is refused: a key that occurs twice, a number that fits no integer of 64 bits
 * or no float, something behind the value, text that is not UTF-8.
 */
final class JsonReader implements AutoCloseable {
  /** Signs and digits of the longest integer. */
  private static final int MAX_INTEGER_CHARS = 21;
  // Names are not kept across documents: they come from strangers.
  private static final JsonFactory FACTORY = JsonFactory.builder()
      .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
      .streamReadConstraints(StreamReadConstraints.builder()
          .maxNestingDepth(Codecs.MAX_DEPTH)
          .maxStringLength(Integer.MAX_VALUE)
          .maxNameLength(Integer.MAX_VALUE)
          .build())
      .build();

  private final JsonParser in;
  private final boolean dag;

  private JsonReader(byte[] block, boolean dag) throws IOException {
    this.dag = dag;
    // Decoded here, since the parser would also take UTF-16 and UTF-32, and be less strict about UTF-8.
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(block));
      this.in = FACTORY.createParser(text.array(), text.arrayOffset(), text.remaining());
    } catch (CharacterCodingException e) {
      throw new DecodeException(dag ? "dag-json" : "json", "the input is not valid UTF-8", e);
    }
  }

  static Node read(byte[] block, boolean dag) {
    try (JsonReader reader = new JsonReader(block, dag)) {
      return reader.document();
    } catch (JsonProcessingException e) {
      throw malformed(dag, e.getLocation(), e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }

  /** Visits the links of a dag-json block. */
  static void links(byte[] block, Consumer<Cid> visitor) {
    try (JsonReader reader = new JsonReader(block, true)) {
      reader.scan(visitor);
    } catch (JsonProcessingException e) {
      throw malformed(true, e.getLocation(), e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }

  private Node document() throws IOException {
    Node node = value(next());
    requireEnd();
    return node;
  }

  private void requireEnd() throws IOException {
    if (in.nextToken() != null) {
      throw malformed("something follows behind the value");
    }
  }

  private Node value(JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> map();
      case START_ARRAY -> list();
      case VALUE_STRING -> new TextNode(text(in.getText()));
      case VALUE_NUMBER_INT -> integer();
      case VALUE_NUMBER_FLOAT -> floating();
      case VALUE_TRUE -> BoolNode.TRUE;
      case VALUE_FALSE -> BoolNode.FALSE;
      case VALUE_NULL -> NullNode.NULL;
      default -> throw malformed("no value");
    };
  }

  private Node list() throws IOException {
    List<Node> items = new ArrayList<>();
    for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
      items.add(value(token));
    }
    return new ListNode(items);
  }

  private Node map() throws IOException {
    if (next() == JsonToken.END_OBJECT) {
      return MapNode.EMPTY;
    }
    Map<String, Node> entries = new LinkedHashMap<>();
    do {
      String key = text(in.currentName());
      if (entries.containsKey(key)) {
        throw malformed("map key \"" + key + "\" occurs twice");
      }
      entries.put(key, value(next()));
    } while (next() != JsonToken.END_OBJECT);
    MapNode map = new MapNode(entries);
    if (dag) {
      Reserved reserved = Reserved.of(map);
      switch (reserved.kind()) {
        case LINK -> {
          return new LinkNode(link(reserved.text()));
        }
        case BYTES -> {
          return bytes(reserved.text());
        }
        case BROKEN -> throw malformed("a map begins like a link or bytes with the key \"/\", and goes on");
        case PLAIN_MAP -> {
          // Keeps its entries.
        }
      }
    }
    return map;
  }

  private BytesNode bytes(String base64) {
    try {
      return new BytesNode(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      throw malformed("bytes are no base64: " + e.getMessage());
    }
  }

  private Cid link(String text) {
    try {
      return Cid.parse(text);
    } catch (MultiformatException e) {
      throw malformed("a link is no CID: " + e.getMessage());
    }
  }

  private IntNode integer() throws IOException {
    String digits = in.getText();
    if (digits.length() < 19) {
      return IntNode.of(Long.parseLong(digits));
    }
    if (digits.length() <= MAX_INTEGER_CHARS) {
      BigInteger value = new BigInteger(digits);
      if (IntNode.fits(value)) {
        return IntNode.of(value);
      }
    }
    throw malformed("an integer of " + digits.length() + " characters does not fit 64 bits");
  }

  private FloatNode floating() throws IOException {
    double value = Double.parseDouble(in.getText());
    if (Double.isInfinite(value)) {
      throw malformed("number " + in.getText() + " is too large for 64 bits");
    }
    return new FloatNode(value);
  }

  /** Text whose halves of surrogate pairs all match; a lone half, which is no character, only plain JSON may have. */
  private String text(String text) {
    if (Names.isText(text)) {
      return text;
    }
    if (dag) {
      throw malformed("text holds half of a surrogate pair, which is no character");
    }
    return Names.printable(text);
  }

  private void scan(Consumer<Cid> visitor) throws IOException {
    int open = 0;
    JsonToken token = next();
    do {
      open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (token == JsonToken.START_OBJECT) {
        token = afterStart(visitor);
      } else if (open > 0) {
        token = next();
      }
    } while (open > 0);
    requireEnd();
  }

  /** Looks whether the map that has just begun is a link; the token behind what was looked at. */
  private JsonToken afterStart(Consumer<Cid> visitor) throws IOException {
    JsonToken token = next();
    if (token != JsonToken.FIELD_NAME || !in.currentName().equals("/")) {
      return token;
    }
    token = next();
    if (token != JsonToken.VALUE_STRING) {
      return token;
    }
    String text = in.getText();
    token = next();
    if (token == JsonToken.END_OBJECT) {
      visitor.accept(link(text));
    }
    return token;
  }

  private JsonToken next() throws IOException {
    JsonToken token = in.nextToken();
    if (token == null) {
      throw malformed("the input ends where a value is needed");
    }
    return token;
  }

  private DecodeException malformed(String problem) {
    return malformed(dag, in.currentLocation(), problem);
  }

  private static DecodeException malformed(boolean dag, @Nullable JsonLocation place, String problem) {
    String codec = dag ? "dag-json" : "json";
    return place == null
        ? new DecodeException(codec, problem)
        : new DecodeException(codec, Math.max(0, place.getCharOffset()), problem);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
