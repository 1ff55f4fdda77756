package dev.cairn.dag.car;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.dag.Block;
import dev.cairn.dag.Blocks;
import dev.cairn.dag.Fixtures;
import dev.cairn.dag.car.CarException.Code;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.Multicodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CarTest {
  private static final Block ONE = Blocks.raw("one");
  private static final Block TWO = Blocks.raw("two");
  private static final Block ROOT = Blocks.pb(ONE, TWO);
  private static final String EMPTY_HEADER = "11a265726f6f7473806776657273696f6e01";
  /** Identity CID of four bytes, with its section. */
  private static final String SECTION = "0c" + "0155000401020304" + "01020304";

  @Test
  void writtenBlocks_areReadBack() throws IOException {
    byte[] car = car(List.of(ROOT.cid(), ONE.cid()), ROOT, ONE, TWO, ONE);
    try (CarReader reader = CarReader.open(new ByteArrayInputStream(car))) {
      assertThat(reader.version()).isEqualTo(1);
      assertThat(reader.roots()).containsExactly(ROOT.cid(), ONE.cid());
      assertThat(blocks(reader)).containsExactly(ROOT, ONE, TWO, ONE);
      assertThat(reader.position()).isEqualTo(car.length);
      assertThat(reader.next()).isEmpty();
    }
  }

  @Test
  void writer_wantsARoot() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CarWriter(new ByteArrayOutputStream(), List.of()));
  }

  /** Bytes of the header as the specification lays them out, keys in canonical order. */
  @Test
  void writer_writesTheHeaderOfTheSpecification() throws IOException {
    Cid root = Cid.parse("bafkqabiaaebagba");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new CarWriter(out, List.of(root)).write(Block.verify(root, root.multihash().digest()));
    assertThat(HexFormat.of().formatHex(out.toByteArray())).isEqualTo(
        "1ea265726f6f747381d82a4a00015500050001020304" + "6776657273696f6e01" + "0e" + "015500050001020304"
            + "0001020304");
  }

  @Test
  void version2_isReadWithinItsDataOnly() throws IOException {
    byte[] inner = car(List.of(ROOT.cid()), ROOT, ONE);
    for (int padding : new int[]{0, 1, 100_000}) {
      byte[] car = version2(51 + padding, inner.length, inner, new byte[]{1, 2, 3});
      try (CarReader reader = CarReader.open(oneByteAtATime(car))) {
        assertThat(reader.version()).isEqualTo(2);
        assertThat(reader.roots()).containsExactly(ROOT.cid());
        assertThat(blocks(reader)).containsExactly(ROOT, ONE);
        assertThat(reader.position()).isEqualTo(51L + padding + inner.length);
      }
    }
  }

  @Test
  void version2_refusesOffsetsAndSizesThatCannotBe() throws IOException {
    byte[] inner = car(List.of(ROOT.cid()), ROOT, ONE);
    int length = inner.length;
    assertRefused(version2(50, length, inner), Code.MALFORMED, "inside the headers");
    assertRefused(version2(-1, length, inner), Code.MALFORMED, "inside the headers");
    assertRefused(version2(51, 0, inner), Code.MALFORMED, "not finished");
    assertRefused(version2(51, -1, inner), Code.MALFORMED, "data size 18446744073709551615");
    assertRefused(version2(51, Long.MAX_VALUE, inner), Code.MALFORMED, "cannot be");
    assertRefused(version2(51, length + 1, inner), Code.TRUNCATED, "1 bytes too early");
    assertRefused(version2(51, length - 1, inner), Code.TRUNCATED, "inside block");
    assertRefused(Arrays.copyOf(version2(51, length, inner), 40), Code.TRUNCATED, "version 2 header");
    assertRefused(Arrays.copyOf(version2(1000, length, inner), 500), Code.TRUNCATED, "padding");
    byte[] nested = version2(51, length, inner);
    assertRefused(version2(51, nested.length, nested), Code.MALFORMED, "not of version 1");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "'' | TRUNCATED | the length of the header",
      "80 | TRUNCATED | the length of the header",
      "11a265726f6f7473 | TRUNCATED | inside the header",
      "ffffffffffffffffff01 | MALFORMED | more than 63 bits",
      "80808008 | MALFORMED | a header of 16777216 bytes",
      "00 | MALFORMED | this is no CAR",
      "0101 | MALFORMED | this is no CAR",
      "01ff | MALFORMED | this is no CAR",
      "01a0 | MALFORMED | version is missing",
      "0aa16776657273696f6e01 | MALFORMED | no list of roots",
      "0aa16776657273696f6e03 | MALFORMED | version 3 is not known",
      "0aa16776657273696f6e02 | TRUNCATED | version 2 header",
      "12a265726f6f747381006776657273696f6e01 | MALFORMED | a root in the header is no CID",
      "11a265726f6f7473a06776657273696f6e01 | MALFORMED | no list of roots",
      EMPTY_HEADER + "00 | MALFORMED | byte 18: a section of length zero",
      EMPTY_HEADER + SECTION + "00 | MALFORMED | byte 31: a section of length zero",
      EMPTY_HEADER + "0c0155 | TRUNCATED | the stream ends inside a CID",
      EMPTY_HEADER + "0c015500040102030401 | TRUNCATED | inside block bafkqababaibqi",
      EMPTY_HEADER + "80 | TRUNCATED | the length of a section",
      EMPTY_HEADER + "ffffffffffffffffffff | MALFORMED | more than 63 bits",
      EMPTY_HEADER + "a1818001 | MALFORMED | a section of 2097313 bytes",
      EMPTY_HEADER + "0c" + "0255000401020304" + "01020304 | MALFORMED | does not begin with a CID",
      EMPTY_HEADER + "05" + "0155000401020304" + "01020304 | MALFORMED | does not begin with a CID",
      EMPTY_HEADER + "0c" + "0155000401020304" + "01020305 | WRONG_BLOCK | byte 18",
      EMPTY_HEADER + "08" + "0155fe7f01020304 | WRONG_BLOCK | byte 18"})
  void malformedFiles_areRefused(String hex, Code code, String reason) {
    assertRefused(HexFormat.of().parseHex(hex), code, reason);
  }

  @Test
  void blocks_areBounded() throws IOException {
    Block large = Block.of(Multicodec.RAW, HashFunction.SHA2_256, new byte[Block.MAX_BYTES + 1]);
    byte[] car = car(List.of(large.cid()), large);
    assertRefused(car, Code.MALFORMED, "has 2097153 bytes, more than 2097152");
    assertThat(blocks(CarReader.open(new ByteArrayInputStream(car), Block.MAX_BYTES + 1)))
        .containsExactly(large);
  }

  @Test
  void everyTruncation_isNoticedOrEndsAtABlock() throws IOException {
    byte[] car = car(List.of(ROOT.cid()), ROOT, ONE);
    int afterHeader = car(List.of(ROOT.cid())).length;
    int afterRoot = car(List.of(ROOT.cid()), ROOT).length;
    for (int length = 0; length < car.length; length++) {
      byte[] cut = Arrays.copyOf(car, length);
      if (length == afterHeader || length == afterRoot) {
        assertThat(blocks(CarReader.open(new ByteArrayInputStream(cut))))
            .hasSize(length == afterRoot ? 1 : 0);
      } else {
        assertRefused(cut, Code.TRUNCATED, "the stream ends");
      }
    }
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void anyBytes_areACarOrRefused(@ForAll byte[] bytes) {
    tryRead(bytes);
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void aDamagedFile_isReadOrRefused(@ForAll int place, @ForAll byte damage) throws IOException {
    byte[] inner = car(List.of(ROOT.cid()), ROOT, ONE, TWO);
    byte[] car = version2(51, inner.length, inner);
    inner[Math.floorMod(place, inner.length)] ^= damage;
    car[Math.floorMod(place, car.length)] ^= damage;
    tryRead(inner);
    tryRead(car);
  }

  private static void tryRead(byte[] bytes) {
    try {
      for (Block block : blocks(CarReader.open(new ByteArrayInputStream(bytes)))) {
        assertThat(Block.verify(block.cid(), block.bytes())).isEqualTo(block);
      }
    } catch (CarException e) {
      assertThat(e.position()).isBetween(0L, (long) bytes.length);
    } catch (IOException e) {
      throw new AssertionError("reading from memory failed", e);
    }
  }

  @Test
  void officialFiles_areReadWhole() throws IOException {
    Path folder = Fixtures.path("car");
    List<Block> sample = blocks(CarReader.open(Files.newInputStream(folder.resolve("sample-v1.car"))));
    assertThat(sample).hasSizeGreaterThan(100);
    CarReader wrapped = CarReader.open(Files.newInputStream(folder.resolve("sample-wrapped-v2.car")));
    assertThat(wrapped.version()).isEqualTo(2);
    assertThat(blocks(wrapped)).isEqualTo(sample);
    for (Path file : Fixtures.list(Fixtures.path("gateway-conformance/trustless_gateway_car"))) {
      if (file.toString().endsWith(".car")) {
        CarReader reader = CarReader.open(Files.newInputStream(file));
        assertThat(reader.roots()).isNotEmpty();
        assertThat(blocks(reader)).isNotEmpty();
      }
    }
  }

  @Test
  void officialMalformedFiles_areRefused() {
    Path folder = Fixtures.path("car");
    assertRefused(Fixtures.bytes(folder.resolve("bad-header-length.car")), Code.MALFORMED, "a header of");
    assertRefused(Fixtures.bytes(folder.resolve("bad-section-length.car")), Code.MALFORMED, "a section of");
  }

  private static void assertRefused(byte[] car, Code code, String reason) {
    assertThatThrownBy(() -> blocks(CarReader.open(oneByteAtATime(car)))).isInstanceOf(CarException.class)
        .hasMessageStartingWith("malformed CAR at byte ")
        .hasMessageContaining(reason)
        .extracting(e -> ((CarException) e).code())
        .isEqualTo(code);
  }

  private static List<Block> blocks(CarReader reader) throws IOException {
    List<Block> blocks = new ArrayList<>();
    try (reader) {
      for (Optional<Block> next = reader.next(); next.isPresent(); next = reader.next()) {
        blocks.add(next.get());
      }
    }
    return blocks;
  }

  private static byte[] car(List<Cid> roots, Block... blocks) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CarWriter writer = new CarWriter(out, roots);
    for (Block block : blocks) {
      writer.write(block);
    }
    return out.toByteArray();
  }

  private static byte[] version2(long dataOffset, long dataSize, byte[] inner, byte... index) {
    int padding = dataOffset < 51 || dataOffset > 1_000_000 ? 0 : (int) dataOffset - 51;
    return ByteBuffer.allocate(51 + padding + inner.length + index.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(HexFormat.of().parseHex("0aa16776657273696f6e02"))
        .put(new byte[16])
        .putLong(dataOffset)
        .putLong(dataSize)
        .putLong(0)
        .put(new byte[padding])
        .put(inner)
        .put(index)
        .array();
  }

  /** A stream as a slow network gives it. */
  private static InputStream oneByteAtATime(byte[] bytes) {
    return new FilterInputStream(new ByteArrayInputStream(bytes)) {
      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        return super.read(into, offset, Math.min(length, 1));
      }
    };
  }
}
