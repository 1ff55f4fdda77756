package dev.cairn.dag.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dag.Block;
import dev.cairn.dag.DecodeException;
import dev.cairn.dag.EncodeException;
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
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.Multicodec;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class CodecProperties {
  private static final List<Multicodec> CODECS = List.of(Multicodec.RAW, Multicodec.LIBP2P_KEY,
      Multicodec.DAG_PB,
      Multicodec.DAG_CBOR, Multicodec.DAG_JSON, Multicodec.CBOR, Multicodec.JSON);

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void dagCbor_decodeOfEncode_isTheValue(@ForAll("values") Node node) {
    byte[] block = Codecs.encode(Multicodec.DAG_CBOR, node);
    assertThat(Codecs.decode(Multicodec.DAG_CBOR, block)).isEqualTo(node);
    assertThat(linksOf(Multicodec.DAG_CBOR, block)).containsExactlyInAnyOrderElementsOf(collected(node));
  }

  /** A float that is a whole number comes back as an integer; everything else as it was. */
  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void dagJson_decodeOfEncode_isTheValue(@ForAll("values") Node node) {
    byte[] block;
    try {
      block = Codecs.encode(Multicodec.DAG_JSON, node);
    } catch (EncodeException e) {
      assertThat(e).hasMessageContaining("begins with the key \"/\"");
      return;
    }
    Node back = Codecs.decode(Multicodec.DAG_JSON, block);
    assertThat(Codecs.encode(Multicodec.DAG_JSON, back)).isEqualTo(block);
    assertThat(back).isEqualTo(withoutWholeFloats(node));
    assertThat(linksOf(Multicodec.DAG_JSON, block)).containsExactlyInAnyOrderElementsOf(collected(node));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void anyBytes_areAValueOrRefused(@ForAll byte[] bytes) {
    CODECS.forEach(codec -> tryDecode(codec, bytes));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void aDamagedBlock_isAValueOrRefused(@ForAll("values") Node node, @ForAll int place, @ForAll byte damage) {
    byte[] block = Codecs.encode(Multicodec.DAG_CBOR, node);
    block[Math.floorMod(place, block.length)] ^= damage;
    tryDecode(Multicodec.DAG_CBOR, block);
    tryDecode(Multicodec.CBOR, block);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void damagedText_isAValueOrRefused(@ForAll("json") String text) {
    tryDecode(Multicodec.DAG_JSON, text.getBytes(StandardCharsets.UTF_8));
    tryDecode(Multicodec.JSON, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void tryDecode(Multicodec codec, byte[] bytes) {
    Cid cid = Block.of(codec, HashFunction.SHA2_256, bytes).cid();
    try {
      Node node = Codecs.decode(codec, bytes);
      assertThat(Codecs.decodeLenient(cid, bytes)).isEqualTo(node);
      assertThat(linksOf(codec, bytes)).hasSameElementsAs(
          codec == Multicodec.JSON ? List.of() : collected(node));
      if (codec == Multicodec.DAG_CBOR) {
        assertThat(Codecs.encode(codec, node)).as("strict means one encoding").isEqualTo(bytes);
      }
    } catch (DecodeException e) {
      assertThat(e).hasMessageStartingWith("malformed " + codec.label());
    }
    try {
      linksOf(codec, bytes);
      Codecs.decodeLenient(cid, bytes);
    } catch (DecodeException e) {
      assertThat(e).hasMessageStartingWith("malformed " + codec.label());
    }
  }

  private static List<Cid> linksOf(Multicodec codec, byte[] block) {
    List<Cid> links = new ArrayList<>();
    Codecs.links(Block.of(codec, HashFunction.SHA2_256, block), links::add);
    return links;
  }

  private static List<Cid> collected(Node node) {
    List<Cid> links = new ArrayList<>();
    CodecFixturesTest.collect(node, links);
    return links;
  }

  private static Node withoutWholeFloats(Node node) {
    return switch (node) {
      case FloatNode number when isWholeInText(number.value()) ->
        IntNode.of(new BigDecimal(FloatText.of(number.value())).toBigInteger());
      case ListNode list ->
        new ListNode(list.items().stream().map(CodecProperties::withoutWholeFloats).toList());
      case MapNode map -> {
        Map<String, Node> entries = new LinkedHashMap<>();
        map.entries().forEach((key, value) -> entries.put(key, withoutWholeFloats(value)));
        yield new MapNode(entries);
      }
      default -> node;
    };
  }

  private static boolean isWholeInText(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e21;
  }

  @Provide
  Arbitrary<String> json() {
    return Arbitraries.strings().withChars("{}[]\":,/0123456789.eE+-tfnul bytes\\").ofMaxLength(30);
  }

  @Provide
  Arbitrary<Node> values() {
    Arbitrary<String> texts = Arbitraries.oneOf(Arbitraries.of("/", "bytes", "a", ""),
        Arbitraries.strings().withChars("ab/\u0001\"\\\u2028\u00e4\uff5e").ofMaxLength(30));
    Arbitrary<Node> leaves = Arbitraries.oneOf(
        Arbitraries.of(NullNode.NULL, BoolNode.TRUE, BoolNode.FALSE),
        Arbitraries.bigIntegers().between(BigInteger.TWO.pow(64).negate(),
            BigInteger.TWO.pow(64).subtract(BigInteger.ONE)).map(IntNode::of),
        Arbitraries.doubles().map(FloatNode::new),
        texts.map(TextNode::new),
        Arbitraries.bytes().array(byte[].class).ofMaxSize(30).map(BytesNode::new),
        Arbitraries.bytes().array(byte[].class).ofSize(3).map(
            seed -> new LinkNode(Cid.v1(Multicodec.RAW, HashFunction.SHA2_256.hash(seed)))));
    return Arbitraries.recursive(() -> leaves, inner -> Arbitraries.oneOf(leaves,
        inner.list().ofMaxSize(4).map(ListNode::new),
        Arbitraries.maps(texts, inner).ofMaxSize(4).map(MapNode::new)), 0, 4);
  }
}
