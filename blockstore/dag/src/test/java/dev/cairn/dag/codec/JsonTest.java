package dev.cairn.dag.codec;

import static dev.cairn.dag.codec.CborTest.map;
import static dev.cairn.multiformats.Multicodec.DAG_JSON;
import static dev.cairn.multiformats.Multicodec.JSON;
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
import dev.cairn.dag.ipld.Node.TextNode;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.Multicodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {
  private static final String CID = "bafkqabiaaebagba";

  @ParameterizedTest
  @ValueSource(strings = {
      "",
      " ",
      "[1,2",
      "[1,]",
      "{\"a\":1,}",
      "{\"a\"}",
      "{a:1}",
      "['a']",
      "[1] x",
      "1 2",
      "[01]",
      "[+1]",
      "[.5]",
      "[1.]",
      "[NaN]",
      "[Infinity]",
      "// comment\n1",
      "nul",
      "\"a\nb\"",
      "\"\\x41\"",
      "\"open",
      "\ufeff1",
      "{\"a\":1,\"a\":2}",
      "18446744073709551616",
      "-18446744073709551617",
      "100000000000000000000000000000000000000",
      "1e400",
      "\"\\ud800\"",
      "\"\\udc00\\ud800\"",
      "{\"\\udc00\":1}",
      "{\"/\":\"x\"}",
      "{\"/\":\"\"}",
      "{\"/\":\"" + CID + "\",\"a\":1}",
      "{\"a\":1,\"/\":\"foo\"}",
      "{\"/\":{\"bytes\":\"AQI\",\"x\":1}}",
      "{\"/\":{\"bytes\":\"AQI\"},\"x\":1}",
      "{\"/\":{\"bytes\":\"A\"}}",
      "{\"/\":{\"bytes\":\"AQI$\"}}",
      "{\"/\":{\"bytes\":\"AQI==\"}}",
      "{\"/\":{\"bytes\":\"_-8\"}}"})
  void dagJson_refuses(String text) {
    assertThatThrownBy(() -> decode(text)).isInstanceOf(DecodeException.class)
        .hasMessageStartingWith("malformed dag-json");
  }

  @Test
  void dagJson_refusesWhatIsNotUtf8() {
    assertThatThrownBy(() -> Codecs.decode(DAG_JSON, new byte[]{'"', (byte) 0xff, '"'}))
        .isInstanceOf(DecodeException.class)
        .hasMessageContaining("not valid UTF-8");
    assertThatThrownBy(() -> Codecs.decode(DAG_JSON, "[1]".getBytes(StandardCharsets.UTF_16BE)))
        .isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> Codecs.decode(DAG_JSON, "[1]".getBytes(StandardCharsets.UTF_32LE)))
        .isInstanceOf(DecodeException.class);
  }

  @Test
  void dagJson_saysWhereTheFaultIs() {
    assertThatThrownBy(() -> decode("[1, x]")).hasMessageContaining("malformed dag-json at offset 4");
  }

  @Test
  void dagJson_readsTheReservedForms() {
    assertThat(decode("{\"/\":\"" + CID + "\"}")).isEqualTo(new LinkNode(Cid.parse(CID)));
    assertThat(decode(" { \"/\" : { \"bytes\" : \"AQID\" } } "))
        .isEqualTo(new BytesNode(new byte[]{1, 2, 3}));
    assertThat(decode("{\"/\":{\"bytes\":\"AQI=\"}}")).as("padding of old writers")
        .isEqualTo(new BytesNode(new byte[]{1, 2}));
    assertThat(decode("{\"/\":{\"/\":\"" + CID + "\"}}")).isEqualTo(map("/", new LinkNode(Cid.parse(CID))));
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "{\".\":\"baz\",\"/\":\"foo\"}",
      "{\"/\":true,\"bar\":\"baz\"}",
      "{\"/\":{\"abar\":\"baz\",\"bytes\":\"foo\"}}",
      "{\"/\":{\"bytes\":true},\"bar\":\"baz\"}",
      "{\"/\":{\"bytes\":1}}",
      "{\".\":\"baz\",\"/\":{\"bytes\":\"foo\"}}",
      "{\"/\":{}}",
      "{\"/\":[]}"})
  void dagJson_takesMapsThatOnlyLookReserved(String text) {
    Node node = decode(text);
    assertThat(node).isInstanceOf(MapNode.class);
    assertThat(Codecs.encode(DAG_JSON, node)).asString().isEqualTo(text);
  }

  @Test
  void dagJson_refusesToWriteMapsThatWouldReadAsSomethingElse() {
    Node text = new TextNode(CID);
    List<Node> ambiguous = List.of(map("/", text), map("/", text, "a", text), map("/", map("bytes", text)),
        map("/", map("bytes", text, "c", text)), map("/", map("bytes", text), "a", text));
    assertThat(ambiguous).allSatisfy(node -> assertThatThrownBy(() -> Codecs.encode(DAG_JSON, node))
        .isInstanceOf(EncodeException.class)
        .hasMessageContaining("\"/\""));
  }

  @Test
  void dagJson_isCanonical() {
    assertThat(canonical(" {\"b\" : [ 1 , 2.5, -0 ] , \"aa\" : null, \"a\" : { } } "))
        .isEqualTo("{\"a\":{},\"aa\":null,\"b\":[1,2.5,0]}");
    assertThat(canonical(
        "\"\\u2028\\u2029 <>&\\u0000\\u0001\\u001f\\u007f\\u0080\\\\/\\\"\\n\\t\\r\\b\\f\\u00e9\\ud83d\\ude00\""))
        .isEqualTo(
            "\"\\u2028\\u2029 <>&\\u0000\\u0001\\u001f\u007f\u0080\\\\/\\\"\\n\\t\\r\\u0008\\u000cé😀\"");
    assertThat(canonical("{\"\uff5e\":1,\"\\ud83d\\ude00\":2,\"\":3}"))
        .isEqualTo("{\"\":3,\"\uff5e\":1,\"😀\":2}");
    assertThat(canonical("{\"/\":\"zdj7Wd8AMwqnhJGQCbFxBVodGSBG84TM7Hs1rcJuQMwTyfEDS\"}"))
        .isEqualTo("{\"/\":\"bafybeidskjjd4zmr7oh6ku6wp72vvbxyibcli2r6if3ocdcy7jjjusvl2u\"}");
  }

  @Test
  void integers_reachToSixtyFourBits() {
    for (String number : List.of("18446744073709551615", "-18446744073709551616", "9223372036854775807",
        "-9223372036854775808", "0", "-1")) {
      assertThat(decode(number)).isInstanceOf(IntNode.class).hasToString(number);
      assertThat(canonical(number)).isEqualTo(number);
    }
    assertThatThrownBy(() -> ((IntNode) decode("9223372036854775808")).asLong())
        .isInstanceOf(ArithmeticException.class);
    assertThat(((IntNode) decode("-9223372036854775808")).asLong()).isEqualTo(Long.MIN_VALUE);
  }

  @ParameterizedTest
  @CsvSource({
      "1.0, 1", "-0.0, -0", "0.5, 0.5", "100000.5, 100000.5", "1e20, 100000000000000000000", "1e21, 1e+21",
      "1.5E300, 1.5e+300", "123456789012345680000.0, 123456789012345680000", "0.000001, 0.000001",
      "1e-7, 1e-7",
      "0.00001234, 0.00001234", "1.234e-8, 1.234e-8", "4.9e-324, 5e-324", "1e-323, 1e-323", "1e22, 1e+22",
      "12345678901234567.0, 12345678901234568", "1.7976931348623157e308, 1.7976931348623157e+308",
      "2.2250738585072014e-308, 2.2250738585072014e-308", "15.0, 15", "1.5, 1.5", "-1.1, -1.1", "9.9, 9.9",
      "0.0, 0"})
  void floats_areWrittenAsJavaScriptAndGoDo(String number, String written) {
    assertThat(canonical(number)).isEqualTo(written);
    assertThat(Double.parseDouble(written)).isEqualTo(Double.parseDouble(number));
  }

  @Test
  void json_isIndentedAndKeepsItsOrder() {
    assertThat(json("{\"b\":[],\"a\":{},\"c\":[1,[2,{\"x\":\"y\"}]],\"d\":null}")).isEqualTo("""
        {
        \t"b": [],
        \t"a": {},
        \t"c": [
        \t\t1,
        \t\t[
        \t\t\t2,
        \t\t\t{
        \t\t\t\t"x": "y"
        \t\t\t}
        \t\t]
        \t],
        \t"d": null
        }
        """);
    assertThat(json("[]")).isEqualTo("[]\n");
    assertThat(json("1")).isEqualTo("1");
    assertThat(json("{\"/\":\"x\"}")).isEqualTo("{\n\t\"/\": \"x\"\n}\n");
    assertThat(json("\"\\ud800\"")).isEqualTo("\"\ufffd\"");
  }

  @Test
  void json_hasNeitherLinksNorBytesNorNaN() {
    assertThatThrownBy(() -> Codecs.encode(JSON, new LinkNode(Cid.parse(CID))))
        .isInstanceOf(EncodeException.class);
    assertThatThrownBy(() -> Codecs.encode(JSON, new BytesNode(new byte[1])))
        .isInstanceOf(EncodeException.class);
    assertThatThrownBy(() -> Codecs.encode(JSON, new FloatNode(Double.NaN)))
        .isInstanceOf(EncodeException.class);
    assertThatThrownBy(() -> decode("{\"a\":1,\"a\":1}", JSON)).isInstanceOf(DecodeException.class)
        .hasMessageStartingWith("malformed json");
  }

  @Test
  void nesting_isBounded() {
    String deepest = "[".repeat(Codecs.MAX_DEPTH) + "]".repeat(Codecs.MAX_DEPTH);
    assertThat(canonical(deepest)).isEqualTo(deepest);
    assertThatThrownBy(() -> decode("[" + deepest + "]")).isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> decode("{\"a\":" + deepest + "}")).isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> decode("[".repeat(1_000_000))).isInstanceOf(DecodeException.class);
    Node bytesAtTheBottom = new BytesNode(new byte[3]);
    for (int i = 0; i < Codecs.MAX_DEPTH - 2; i++) {
      bytesAtTheBottom = new ListNode(List.of(bytesAtTheBottom));
    }
    byte[] block = Codecs.encode(DAG_JSON, bytesAtTheBottom);
    assertThat(Codecs.encode(DAG_JSON, Codecs.decode(DAG_JSON, block))).isEqualTo(block);
    Node tooDeep = new ListNode(List.of(bytesAtTheBottom));
    assertThatThrownBy(() -> Codecs.encode(DAG_JSON, tooDeep)).isInstanceOf(EncodeException.class);
  }

  @Test
  void links_areFoundWithoutBuildingValues() {
    assertThat(
        links("{\"a\":[{\"/\":\"" + CID + "\"},{\"/\":{\"bytes\":\"AQ\"}},{\"/\":{\"/\":\"" + CID + "\"}}],"
            + "\"/\":1,\"b\":{\"x\":\"/\",\"y\":{}}}"))
        .hasSize(2);
    assertThat(links("{\"/\":\"" + CID + "\"}")).hasSize(1);
    assertThat(links("1")).isEmpty();
    assertThat(links("{}")).isEmpty();
    assertThatThrownBy(() -> links("{\"/\":\"x\"}")).isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> links("[1")).isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> links("{\"/\":\"")).isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> links("1 1")).isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> links("")).isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> links("}")).isInstanceOf(DecodeException.class);
  }

  private static List<Cid> links(String text) {
    List<Cid> links = new ArrayList<>();
    Codecs.links(Block.of(DAG_JSON, HashFunction.SHA2_256, text.getBytes(StandardCharsets.UTF_8)),
        links::add);
    return links;
  }

  private static Node decode(String text) {
    return decode(text, DAG_JSON);
  }

  private static Node decode(String text, Multicodec codec) {
    return Codecs.decode(codec, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String canonical(String text) {
    return new String(Codecs.encode(DAG_JSON, decode(text)), StandardCharsets.UTF_8);
  }

  private static String json(String text) {
    return new String(Codecs.encode(JSON, decode(text, JSON)), StandardCharsets.UTF_8);
  }
}
