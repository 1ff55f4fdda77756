package dev.cairn.dag.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.dag.Block;
import dev.cairn.dag.DecodeException;
import dev.cairn.dag.EncodeException;
import dev.cairn.dag.Fixtures;
import dev.cairn.dag.ipld.Node;
import dev.cairn.dag.ipld.Node.LinkNode;
import dev.cairn.dag.ipld.Node.ListNode;
import dev.cairn.dag.ipld.Node.MapNode;
import dev.cairn.dag.ipld.Node.TextNode;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.Multicodec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The official codec fixtures: one value a folder, one block a codec, named by its CID. */
final class CodecFixturesTest {
  /** Shows as skipped when the vectors are absent, which the other tests only end quietly for. */
  @Test
  void vectors_areThere() {
    assertThat(values()).hasSizeGreaterThan(100);
  }

  static Stream<Path> values() {
    return Fixtures.list(Fixtures.path("codecs/fixtures")).stream();
  }

  @ParameterizedTest
  @MethodSource("values")
  void everyBlock_isTheSameValue_andWrittenAsEveryOther(Path folder) {
    List<Path> files = Fixtures.list(folder);
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      byte[] block = Fixtures.bytes(file);
      Cid cid = cid(file);
      assertThat(Block.verify(cid, block).cid()).isEqualTo(cid);
      Node node = Codecs.decode(cid, block);
      assertThat(Codecs.decodeLenient(cid, block)).isEqualTo(node);
      for (Path other : files) {
        Multicodec codec = codec(other);
        byte[] written = Codecs.encode(codec, node);
        assertThat(written).as(file + " as " + codec.label()).isEqualTo(Fixtures.bytes(other));
        assertThat(Block.of(codec, HashFunction.SHA2_256, written).cid()).isEqualTo(cid(other));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("values")
  void links_areThoseOfTheValue(Path folder) {
    for (Path file : Fixtures.list(folder)) {
      Block block = Block.verify(cid(file), Fixtures.bytes(file));
      List<Cid> scanned = new ArrayList<>();
      Codecs.links(block, scanned::add);
      List<Cid> wanted = new ArrayList<>();
      collect(Codecs.decode(block.cid(), block.bytes()), wanted);
      assertThat(scanned).as(file.toString()).isEqualTo(wanted);
    }
  }

  static void collect(Node node, List<Cid> links) {
    switch (node) {
      case LinkNode link -> links.add(link.cid());
      case ListNode list -> list.items().forEach(item -> collect(item, links));
      case MapNode map -> map.entries().values().forEach(item -> collect(item, links));
      default -> {
        // Holds nothing.
      }
    }
  }

  static Stream<Arguments> refusedOnDecode() {
    return Stream.of(Multicodec.DAG_PB, Multicodec.DAG_CBOR, Multicodec.DAG_JSON)
        .flatMap(codec -> cases(codec, "decode").map(
            test -> Arguments.of(codec, text(test, "name"), HexFormat.of().parseHex(text(test, "hex")))));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("refusedOnDecode")
  void decode_refuses(Multicodec codec, String name, byte[] block) {
    assertThatThrownBy(() -> Codecs.decode(codec, block)).isInstanceOf(DecodeException.class);
  }

  static Stream<Arguments> refusedOnEncode() {
    return cases(Multicodec.DAG_PB, "encode").map(
        test -> Arguments.of(text(test, "name"), test.get("dag-json").orElseThrow()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusedOnEncode")
  void encodeAsDagPb_refuses(String name, Node value) {
    assertThatThrownBy(() -> Codecs.encode(Multicodec.DAG_PB, value)).isInstanceOf(EncodeException.class);
  }

  /** The files of negative cases are themselves dag-json. */
  private static Stream<MapNode> cases(Multicodec codec, String what) {
    Path folder = Fixtures.path("codecs/negative-fixtures").resolve(codec.label()).resolve(what);
    return Fixtures.list(folder).stream()
        .map(file -> Codecs.decode(Multicodec.DAG_JSON, Fixtures.bytes(file)))
        .flatMap(list -> ((ListNode) list).items().stream())
        .map(MapNode.class::cast);
  }

  private static String text(MapNode test, String key) {
    return ((TextNode) test.get(key).orElseThrow()).value();
  }

  private static Cid cid(Path file) {
    String name = file.getFileName().toString();
    return Cid.parse(name.substring(0, name.indexOf('.')));
  }

  private static Multicodec codec(Path file) {
    String name = file.getFileName().toString();
    return Multicodec.of(name.substring(name.indexOf('.') + 1)).orElseThrow();
  }
}
