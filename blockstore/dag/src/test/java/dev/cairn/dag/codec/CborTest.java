package dev.cairn.dag.codec;

import static dev.cairn.multiformats.Multicodec.CBOR;
import static dev.cairn.multiformats.Multicodec.DAG_CBOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.dag.Block;
import dev.cairn.dag.DecodeException;
import dev.cairn.dag.EncodeException;
import dev.cairn.dag.ipld.Node;
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
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CborTest {
  private static final String CID_HEX = "0155000500" + "01020304";
  private static final Cid CID = Cid.decode(HexFormat.of().parseHex(CID_HEX));
  private static final String LINK = "d82a4a00" + CID_HEX;

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "'' | the input ends where a value is needed",
      "0000 | offset 1: 1 bytes too many behind the value",
      "1800 | shortest form",
      "1817 | shortest form",
      "1900ff | shortest form",
      "1a0000ffff | shortest form",
      "1b00000000ffffffff | shortest form",
      "3817 | shortest form",
      "5800 | shortest form",
      "7800 | shortest form",
      "9800 | shortest form",
      "b800 | shortest form",
      "d9002a4a00" + CID_HEX + " | shortest form",
      "18 | the input ends inside a number",
      "1b00000000 | the input ends inside a number",
      "1c | additional information 28 has no meaning",
      "5f4100ff | indefinite lengths are not allowed",
      "7f6161ff | indefinite lengths are not allowed",
      "9fff | indefinite lengths are not allowed",
      "bfff | indefinite lengths are not allowed",
      "ff | indefinite lengths are not allowed",
      "41 | 1 are announced, but only 0 bytes follow",
      "5bffffffffffffffff | 18446744073709551615 are announced",
      "9b7fffffffffffffff | 9223372036854775807 are announced",
      "bb0000000100000000 | 4294967296 are announced",
      "8201 | 2 are announced, but only 1 bytes follow",
      "a16161 | the input ends where a value is needed",
      "a1616101ff | bytes too many",
      "a10101 | a map key is not text",
      "a1416101 | a map key is not text",
      "a261620161610 2 | not in canonical order",
      "a2626161016162 02 | not in canonical order",
      "a26161016161 02 | map key \"a\" occurs twice",
      "61ff | text is not valid UTF-8",
      "63eda080 | text is not valid UTF-8",
      "62c080 | text is not valid UTF-8",
      "a161ff00 | text is not valid UTF-8",
      "f93c00 | not written in 64 bits",
      "fa3f800000 | not written in 64 bits",
      "fb7ff0000000000000 | Infinity",
      "fbfff0000000000000 | -Infinity",
      "fb7ff8000000000000 | NaN",
      "fb7ff8000000000001 | NaN",
      "f97e00 | not written in 64 bits",
      "f7 | undefined",
      "e0 | simple value 0",
      "f3 | simple value 19",
      "f818 | simple value 24",
      "f8ff | simple value 255",
      "c000 | tag 0 is not allowed",
      "c249010000000000000000 | tag 2 is not allowed",
      "d82b4a00" + CID_HEX + " | tag 43 is not allowed",
      "d82a00 | not followed by bytes",
      "d82a6100 | not followed by bytes",
      "d82a40 | does not begin with a zero byte",
      "d82a49" + CID_HEX + " | does not begin with a zero byte",
      "d82a4100 | holds no CID",
      "d82a4b00" + CID_HEX + "00 | 1 bytes too many behind the CID",
      "d82ad82a4a00" + CID_HEX + " | not followed by bytes"})
  void strictDagCbor_refuses(String hex, String reason) {
    assertThatThrownBy(() -> Codecs.decode(DAG_CBOR, hex(hex))).isInstanceOf(DecodeException.class)
        .hasMessageStartingWith("malformed dag-cbor")
        .hasMessageContaining(reason);
  }

  @Test
  void strictDagCbor_takesItsOwnForms() {
    assertThat(Codecs.decode(DAG_CBOR, hex(LINK))).isEqualTo(new LinkNode(CID));
    assertThat(Codecs.decode(DAG_CBOR, hex("fb8000000000000000"))).isEqualTo(new FloatNode(-0.0));
    assertThat(Codecs.decode(DAG_CBOR, hex("a361620161630262616103")))
        .isEqualTo(map("b", IntNode.of(1), "c", IntNode.of(2), "aa", IntNode.of(3)));
    assertThat(Codecs.decode(DAG_CBOR, hex("3bffffffffffffffff"))).hasToString("-18446744073709551616");
    assertThat(Codecs.decode(DAG_CBOR, hex("1bffffffffffffffff"))).hasToString("18446744073709551615");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "a2616201616102 | a2616102616201",
      "f93c00 | fb3ff0000000000000",
      "fa3f800000 | fb3ff0000000000000",
      "1800 | 00",
      "f7 | f6",
      "d9002a4a00" + CID_HEX + " | " + LINK,
      "9a0000000100 | 8100"})
  void lenientDagCbor_takesWhatOldWritersLeft(String hex, String canonical) {
    Cid cid = Block.of(DAG_CBOR, HashFunction.SHA2_256, hex(hex)).cid();
    assertThatThrownBy(() -> Codecs.decode(cid, hex(hex))).isInstanceOf(DecodeException.class);
    assertThat(Codecs.encode(DAG_CBOR, Codecs.decodeLenient(cid, hex(hex)))).isEqualTo(hex(canonical));
  }

  @ParameterizedTest
  @CsvSource({"9fff", "fb7ff0000000000000", "a2616101616102", "0000", "c000", "a10101", "5bffffffffffffffff"})
  void lenientDagCbor_stillRefuses(String hex) {
    Cid cid = Block.of(DAG_CBOR, HashFunction.SHA2_256, hex(hex)).cid();
    assertThatThrownBy(() -> Codecs.decodeLenient(cid, hex(hex))).isInstanceOf(DecodeException.class);
  }

  @Test
  void lenientDagCbor_keepsTextThatIsNotUtf8() {
    Cid cid = Block.of(DAG_CBOR, HashFunction.SHA2_256, hex("61ff")).cid();
    Node node = Codecs.decodeLenient(cid, hex("61ff"));
    assertThat(node).isEqualTo(new TextNode("\udcff"));
    assertThatThrownBy(() -> Codecs.encode(DAG_CBOR, node)).isInstanceOf(EncodeException.class)
        .hasMessageContaining("not UTF-8");
    assertThat(Codecs.encode(Multicodec.DAG_JSON, node)).asString().isEqualTo("\"\ufffd\"");
  }

  @Test
  void cbor_takesIndefiniteLengths() {
    assertThat(Codecs.decode(CBOR, hex("bf61619f01ffff")))
        .isEqualTo(map("a", new ListNode(List.of(IntNode.of(1)))));
    assertThat(Codecs.decode(CBOR, hex("5f41014102ff"))).isEqualTo(new BytesNode(new byte[]{1, 2}));
    assertThat(Codecs.decode(CBOR, hex("7f616161c3 61a4ff"))).isEqualTo(new TextNode("aä"));
    assertThat(Codecs.decode(CBOR, hex("f7"))).isEqualTo(NullNode.NULL);
    assertThat(Codecs.decode(CBOR, hex("f97c00"))).isEqualTo(new FloatNode(Double.POSITIVE_INFINITY));
  }

  @ParameterizedTest
  @CsvSource({"9f", "9f00", "5f6100ff", "5f5f4100ffff", "7f4100ff", "ff", "1f", "3f", "df00", "81ff",
      "bf6161ff",
      LINK, "c000", "61ff", "a2616101616102"})
  void cbor_refuses(String hex) {
    assertThatThrownBy(() -> Codecs.decode(CBOR, hex(hex))).isInstanceOf(DecodeException.class)
        .hasMessageStartingWith("malformed cbor");
  }

  @Test
  void cbor_keepsTheOrderOfMapsAndHasNoLinks() {
    Node map = map("bb", IntNode.of(1), "a", IntNode.of(2));
    assertThat(Codecs.encode(CBOR, map)).isEqualTo(hex("a262626201616102"));
    assertThat(Codecs.encode(DAG_CBOR, map)).isEqualTo(hex("a261610262626201"));
    assertThatThrownBy(() -> Codecs.encode(CBOR, new LinkNode(CID))).isInstanceOf(EncodeException.class)
        .hasMessageContaining("has no links");
    assertThatThrownBy(() -> Codecs.encode(DAG_CBOR, new FloatNode(Double.NaN)))
        .isInstanceOf(EncodeException.class);
  }

  @Test
  void nesting_isBounded() {
    String deepest = "81".repeat(Codecs.MAX_DEPTH - 1) + "80";
    assertThat(Codecs.encode(DAG_CBOR, Codecs.decode(DAG_CBOR, hex(deepest)))).isEqualTo(hex(deepest));
    assertThatThrownBy(() -> Codecs.decode(DAG_CBOR, hex("81" + deepest))).isInstanceOf(DecodeException.class)
        .hasMessageContaining("deeper than 1024");
    assertThatThrownBy(() -> Codecs.decode(CBOR, hex("9f".repeat(100_000))))
        .isInstanceOf(DecodeException.class);
    Node node = new ListNode(List.of(Codecs.decode(DAG_CBOR, hex(deepest))));
    assertThatThrownBy(() -> Codecs.encode(DAG_CBOR, node)).isInstanceOf(EncodeException.class);
    assertThatThrownBy(() -> Codecs.encode(Multicodec.DAG_JSON, node)).isInstanceOf(EncodeException.class);
  }

  @Test
  void links_areFoundAtAnyDepthAndOrder() {
    byte[] block = hex("81".repeat(5000) + "a2" + "6162" + LINK + "6161" + "83" + LINK + "f6" + LINK);
    List<Cid> links = new ArrayList<>();
    Codecs.links(Block.of(DAG_CBOR, HashFunction.SHA2_256, block), links::add);
    assertThat(links).containsExactly(CID, CID, CID);
  }

  @ParameterizedTest
  @CsvSource({"''", "81", "8000", "9fff", "d82b4100", "d82a4100", "5bffffffffffffffff", "bb7fffffffffffffff",
      "61"})
  void links_refusesWhatIsCutOrForeign(String hex) {
    Block block = Block.of(DAG_CBOR, HashFunction.SHA2_256, hex(hex));
    assertThatThrownBy(() -> Codecs.links(block, cid -> {})).isInstanceOf(DecodeException.class);
  }

  static MapNode map(Object... keysAndValues) {
    Map<String, Node> entries = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      entries.put((String) keysAndValues[i], (Node) keysAndValues[i + 1]);
    }
    return new MapNode(entries);
  }

  static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
