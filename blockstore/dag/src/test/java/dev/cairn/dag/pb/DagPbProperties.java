package dev.cairn.dag.pb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dag.DecodeException;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.Multicodec;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class DagPbProperties {
  @Property
  void decodeOfEncode_isTheNode(@ForAll("nodes") PbNode node) {
    assertThat(DagPb.decode(DagPb.encodeUnsorted(node))).isEqualTo(node);
    byte[] canonical = DagPb.encode(node);
    assertThat(DagPb.encode(DagPb.decode(canonical))).isEqualTo(canonical);
    assertThat(DagPb.decode(canonical).links()).containsExactlyInAnyOrderElementsOf(node.links());
  }

  @Property
  void anyBytes_areANodeOrRefused(@ForAll byte[] bytes) {
    tryDecode(bytes);
  }

  @Property
  void aDamagedNode_isANodeOrRefused(@ForAll("nodes") PbNode node, @ForAll int place, @ForAll byte damage) {
    byte[] block = DagPb.encode(node);
    if (block.length > 0) {
      block[Math.floorMod(place, block.length)] ^= damage;
    }
    tryDecode(block);
  }

  private static void tryDecode(byte[] bytes) {
    try {
      PbNode node = DagPb.decode(bytes);
      assertThat(DagPb.decode(DagPb.encodeUnsorted(node))).isEqualTo(node);
    } catch (DecodeException e) {
      assertThat(e).hasMessageStartingWith("malformed dag-pb");
    }
  }

  @Property
  void nameBytes_surviveBeingText(@ForAll byte[] bytes) {
    String name = Names.text(bytes);
    assertThat(Names.bytes(name)).isEqualTo(bytes);
    assertThat(Names.size(name)).isEqualTo(bytes.length);
    assertThat(Names.isText(Names.printable(name))).isTrue();
  }

  @Property
  void names_sortAsTheirBytes(@ForAll("names") String left, @ForAll("names") String right) {
    assertThat(Integer.signum(Names.compare(left, right)))
        .isEqualTo(Integer.signum(Arrays.compareUnsigned(Names.bytes(left), Names.bytes(right))));
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.oneOf(
        Arbitraries.strings().alpha().ofMaxLength(5),
        Arbitraries.strings().withChars("a\u00e4\u6c34\ud83d\ude00\uff5e\uffff").ofMaxLength(4),
        Arbitraries.bytes().array(byte[].class).ofMaxSize(6).map(Names::text)).map(
            name -> Names.text(Names.bytes(name)));
  }

  @Provide
  Arbitrary<PbNode> nodes() {
    Arbitrary<Cid> cids = Combinators.combine(
        Arbitraries.of(Multicodec.values()),
        Arbitraries.of(HashFunction.SHA2_256, HashFunction.IDENTITY),
        Arbitraries.bytes().array(byte[].class).ofMaxSize(40)).as(
            (codec, function, bytes) -> codec == Multicodec.DAG_PB && function == HashFunction.SHA2_256
                ? Cid.v0(function.hash(bytes))
                : Cid.v1(codec, function.hash(bytes)));
    Arbitrary<PbLink> links = Combinators.combine(cids, names().injectNull(0.2),
        Arbitraries.longs().greaterOrEqual(0).injectNull(0.2)).as((cid, name, tsize) -> {
          PbLink link = PbLink.bare(cid);
          link = name == null ? link : link.withName(name);
          return tsize == null ? link : link.withTsize(tsize);
        });
    Arbitrary<List<PbLink>> lists = links.list().ofMaxSize(8);
    return Combinators.combine(lists, Arbitraries.bytes().array(byte[].class).ofMaxSize(300).injectNull(0.2))
        .as(PbNode::new);
  }
}
