package dev.cairn.dag.pb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.dag.DecodeException;
import dev.cairn.multiformats.Cid;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DagPbTest {
  private static final Cid CID = Cid.parse("bafkqabiaaebagba");
  private static final String HASH = "0a09015500050001020304";

  @Test
  void decode_keepsAbsentAndEmptyApart() {
    assertThat(decode("120b" + HASH)).isEqualTo(new PbNode(List.of(PbLink.bare(CID)), null));
    assertThat(decode("120d" + HASH + "1200"))
        .isEqualTo(new PbNode(List.of(PbLink.bare(CID).withName("")), null));
    assertThat(decode("120d" + HASH + "1800"))
        .isEqualTo(new PbNode(List.of(PbLink.bare(CID).withTsize(0)), null));
    assertThat(decode("")).isEqualTo(new PbNode(List.of(), null));
    assertThat(decode("0a00")).isEqualTo(new PbNode(List.of(), new byte[0]));
    assertThat(PbLink.bare(CID).hasName()).isFalse();
    assertThat(PbLink.bare(CID).name()).isEmpty();
    assertThat(PbLink.bare(CID).hasTsize()).isFalse();
    assertThat(PbLink.bare(CID).tsize()).isZero();
  }

  @Test
  void decode_takesWhatOldWritersLeft() {
    PbNode canonical = decode("120b" + HASH + "0a0101");
    assertThat(decode("0a0101" + "120b" + HASH)).as("Data first").isEqualTo(canonical);
    assertThat(decode("128b00" + HASH + "0a0101")).as("a length longer than needed").isEqualTo(canonical);
    assertThat(decode("92000b" + HASH + "0a0101")).as("a tag longer than needed").isEqualTo(canonical);
  }

  @Test
  void encode_sortsLinksByTheBytesOfTheirNames_stably() {
    PbLink first = PbLink.of(CID, "b", 1);
    PbLink second = PbLink.of(CID, "b", 2);
    // As UTF-16, U+FF5E sorts behind the surrogates of U+1F600; as UTF-8, before them.
    List<PbLink> links = List.of(PbLink.of(CID, "\ud83d\ude00", 1), PbLink.of(CID, "\uff5e", 1), first,
        second,
        PbLink.of(CID, "aa", 1), PbLink.of(CID, "a", 1), PbLink.of(CID, "", 1), PbLink.of(CID, "\udcff", 1));
    assertThat(DagPb.decode(DagPb.encode(new PbNode(links, null))).links())
        .extracting(PbLink::name)
        .containsExactly("", "a", "aa", "b", "b", "\uff5e", "\ud83d\ude00", "\udcff");
    assertThat(DagPb.decode(DagPb.encode(new PbNode(links, null))).links()).containsSubsequence(first,
        second);
    assertThat(DagPb.decode(DagPb.encodeUnsorted(new PbNode(links, null))).links()).isEqualTo(links);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "1200 | link without a Hash",
      "12000a050001020304 | link without a Hash",
      "12020a00 | Hash of a link is no CID",
      "12021200 | link without a Hash",
      "120b1209736f6d65206e616d65 | link without a Hash",
      "12021800 | link without a Hash",
      "120318f207 | link without a Hash",
      "120b" + HASH + "0a00" + "120b" + HASH + " | offset 15: links on both sides of Data",
      "0a000a00 | Data occurs twice",
      "1a00 | field 3 of wire type 2 in a node",
      "0800 | field 1 of wire type 0 in a node",
      "0000 | field 0 of wire type 0 in a node",
      "0a | number is cut short",
      "0a05 | announces 5 bytes, but only 0 follow",
      "0affffffffffffffffff01 | announces 18446744073709551615 bytes",
      "0affffffffffffffffff02 | number does not fit 64 bits",
      "0a8080808080808080808000 | number does not fit 64 bits",
      "8a8080808001 | field number is out of range",
      "1216" + HASH + HASH + " | repeated or not in the order",
      "120d1200" + HASH + " | repeated or not in the order",
      "120f" + HASH + "18001200 | repeated or not in the order",
      "120f" + HASH + "18001800 | repeated or not in the order",
      "120d" + HASH + "2200 | field 4 of wire type 2 in a link",
      "120d" + HASH + "1a00 | field 3 of wire type 2 in a link",
      "120d" + HASH + "1205 | announces 5 bytes, but only 0 follow",
      "1216" + HASH + "18ffffffffffffffffff01 | 2^63 or more",
      "120c0a0a01550005000102030405 | bytes too many",
      "12240a22122075 | announces 36 bytes",
      "0e0c | field 1 of wire type 6"})
  void decode_refuses(String hex, String reason) {
    assertThatThrownBy(() -> decode(hex)).isInstanceOf(DecodeException.class)
        .hasMessageStartingWith("malformed dag-pb")
        .hasMessageContaining(reason);
  }

  @Test
  void decode_refusesEveryTruncationOfALink() {
    byte[] block = DagPb.encode(new PbNode(List.of(PbLink.of(CID, "name", 300)), null));
    for (int length = 1; length < block.length; length++) {
      byte[] cut = Arrays.copyOf(block, length);
      assertThatThrownBy(() -> DagPb.decode(cut)).isInstanceOf(DecodeException.class);
    }
  }

  @Test
  void link_refusesANegativeTsize() {
    assertThatIllegalArgumentException().isThrownBy(() -> PbLink.of(CID, "", -1));
  }

  @Test
  void reader_describesLinksInPlace() {
    byte[] block = DagPb.encode(
        new PbNode(List.of(PbLink.bare(CID), PbLink.of(CID, "käse", 7)),
            "data".getBytes(StandardCharsets.UTF_8)));
    PbReader reader = new PbReader(block);
    List<Cid> cids = new ArrayList<>();
    List<String> names = new ArrayList<>();
    while (reader.nextLink()) {
      cids.add(reader.cid());
      names.add(reader.hasName() ? reader.name() : null);
      assertThat(Cid.decode(Arrays.copyOfRange(block, reader.hashOffset(),
          reader.hashOffset() + reader.hashLength()))).isEqualTo(CID);
    }
    assertThat(cids).containsExactly(CID, CID);
    assertThat(names).containsExactly(null, "käse");
    assertThat(new String(block, reader.dataOffset(), reader.dataLength(), StandardCharsets.UTF_8))
        .isEqualTo("data");
    assertThatThrownBy(reader::cid).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void reader_resetToAPartOfAnArray_givesOffsetsInTheArrayAndErrorsInTheNode() {
    byte[] array = HexFormat.of().parseHex("ffff" + "120d" + HASH + "1800" + "0a0177" + "ff");
    PbReader reader = new PbReader(array).reset(array, 2, array.length - 3);
    assertThat(reader.nextLink()).isTrue();
    assertThat(reader.hashOffset()).isEqualTo(6);
    assertThat(reader.nextLink()).isFalse();
    assertThat(array[reader.dataOffset()]).isEqualTo((byte) 0x77);
    reader.reset(array, 2, array.length - 2).nextLink();
    assertThatThrownBy(reader::nextLink).isInstanceOf(DecodeException.class)
        .hasMessageContaining("offset 18");
  }

  private static PbNode decode(String hex) {
    return DagPb.decode(HexFormat.of().parseHex(hex));
  }
}
