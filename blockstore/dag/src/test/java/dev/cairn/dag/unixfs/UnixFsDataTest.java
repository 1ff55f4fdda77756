package dev.cairn.dag.unixfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cairn.dag.DecodeException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UnixFsDataTest {
  private static final Attributes MODE_AND_TIME = Attributes.none().withMode(0644)
      .withMtime(new UnixTime(1_700_000_000, 5));

  @Test
  void encode_writesTheFieldsInTheOrderOfTheirNumbers() {
    assertThat(hex(UnixFsData.directory(Attributes.none()))).isEqualTo("0801");
    assertThat(hex(UnixFsData.leaf(UnixFsData.Type.FILE, text("hi"), Attributes.none())))
        .isEqualTo("0802" + "12026869" + "1802");
    assertThat(hex(UnixFsData.leaf(UnixFsData.Type.FILE, text(""), Attributes.none()))).isEqualTo("08021800");
    assertThat(hex(UnixFsData.file(new long[]{300, 1}, Attributes.none())))
        .isEqualTo("0802" + "18ad02" + "20ac02" + "2001");
    assertThat(hex(UnixFsData.symlink(text("a"), Attributes.none()))).isEqualTo("0804" + "120161");
    assertThat(hex(UnixFsData.shard(new byte[]{1, 0}, 256, Attributes.none())))
        .isEqualTo("0805" + "12020100" + "2822" + "308002");
    assertThat(hex(UnixFsData.directory(MODE_AND_TIME)))
        .isEqualTo("0801" + "38a403" + "420b" + "0880e2cfaa06" + "1505000000");
  }

  @Test
  void encode_writesATimeBeforeTheEpochAsTenByteNumber() {
    UnixFsData data = UnixFsData.directory(Attributes.none().withMtime(new UnixTime(-1, 0)));
    assertThat(hex(data)).isEqualTo("0801" + "420b" + "08ffffffffffffffffff01");
    assertThat(UnixFsData.decode(data.encode())).isEqualTo(data);
  }

  @Test
  void decode_takesPackedBlockSizesAndAnyOrderAndUnknownFields() {
    UnixFsData data = decode(
        "2a0100" + "2203ac0201" + "18ad02" + "7801" + "7d00000000" + "79" + "00".repeat(8) + "0802");
    assertThat(data).isEqualTo(UnixFsData.file(new long[]{300, 1}, Attributes.none()));
  }

  @Test
  void decode_ofAFieldTwice_takesTheLast() {
    assertThat(decode("0801" + "0802" + "1805" + "1806").fileSize()).isEqualTo(OptionalLong.of(6));
  }

  @Test
  void decode_tellsAbsentFromEmpty() {
    assertThat(decode("0802").hasData()).isFalse();
    assertThat(decode("08021200").hasData()).isTrue();
    assertThat(decode("08021200").data()).isEmpty();
    assertThat(decode("0802").fileSize()).isEmpty();
    assertThat(hex(decode("08021200"))).isEqualTo("08021200");
  }

  @ParameterizedTest
  @CsvSource({"0801420708011500ca9a3b", "08014200", "080142051505000000"})
  void decode_ignoresATimeThatCannotBe(String message) {
    assertThat(decode(message).attributes()).isEqualTo(Attributes.none());
  }

  @ParameterizedTest
  @CsvSource({
      "'', without a type",
      "1800, without a type",
      "0806, type 6 is not known",
      "08ffffffffffffffffff01, type 18446744073709551615 is not known",
      "08, cut short",
      "080112, cut short",
      "08011202aa, announces 2 bytes",
      "080112ffffffffffffffffff01, announces 18446744073709551615 bytes",
      "0802220280, announces 2 bytes",
      "080222018001, cut short",
      "080218ffffffffffffffffff01, 2^63 or more",
      "080220ffffffffffffffffff01, 2^63 or more",
      "080218ffffffffffffffffff02, does not fit 64 bits",
      "080218ffffffffffffffffffff01, does not fit 64 bits",
      "0801420215aa, cut short",
      "080142020880, cut short",
      "0801790000, cut short",
      "0801ffffffffffffffffff010000, out of range",
      "080103, field number 0",
      "08017b, wire type 3",
      "08017e, wire type 6"
  })
  void decode_refusesWhatIsNoMessage(String message, String problem) {
    assertThatExceptionOfType(DecodeException.class)
        .isThrownBy(() -> decode(message))
        .withMessageContaining("unixfs")
        .withMessageContaining(problem);
  }

  @Property
  void decode_undoesEncode(@ForAll("messages") UnixFsData data) {
    byte[] bytes = data.encode();
    assertThat(UnixFsData.decode(bytes)).isEqualTo(data).hasSameHashCodeAs(data);
    byte[] padded = new byte[bytes.length + 20];
    System.arraycopy(bytes, 0, padded, 7, bytes.length);
    assertThat(UnixFsData.decode(padded, 7, bytes.length)).isEqualTo(data);
  }

  @Property(tries = 5000)
  void decode_ofAnything_givesAMessageOrADecodeException(@ForAll("mutants") byte[] bytes) {
    try {
      UnixFsData data = UnixFsData.decode(bytes);
      assertThat(UnixFsData.decode(data.encode())).isEqualTo(data);
    } catch (DecodeException e) {
      assertThat(e).hasMessageContaining("unixfs");
    }
  }

  @Test
  void aTime_fitsAnInstantWhereItCan() {
    assertThat(new UnixTime(-5, 7).toInstant()).isEqualTo(Instant.ofEpochSecond(-5, 7));
    assertThat(UnixTime.of(Instant.ofEpochSecond(-5, 7))).isEqualTo(new UnixTime(-5, 7));
    assertThat(new UnixTime(Long.MAX_VALUE, 0).toInstant()).isEqualTo(Instant.MAX);
    assertThat(new UnixTime(Long.MIN_VALUE, 0).toInstant()).isEqualTo(Instant.MIN);
    assertThatIllegalArgumentException().isThrownBy(() -> new UnixTime(0, 1_000_000_000));
    assertThatIllegalArgumentException().isThrownBy(() -> new UnixTime(0, -1));
  }

  @Provide
  Arbitrary<UnixFsData> messages() {
    Arbitrary<Attributes> attributes = Combinators
        .combine(
            Arbitraries.integers().map(OptionalInt::of).injectNull(0.3),
            Combinators.combine(Arbitraries.longs(), Arbitraries.integers().between(0, 999_999_999))
                .as(UnixTime::new).injectNull(0.3))
        .as((mode, time) -> new Attributes(mode == null ? OptionalInt.empty() : mode,
            Optional.ofNullable(time)));
    Arbitrary<byte[]> content = Arbitraries.bytes().array(byte[].class).ofMaxSize(300).injectNull(0.3);
    Arbitrary<OptionalLong> number = Arbitraries.longs().between(0, Long.MAX_VALUE).map(OptionalLong::of)
        .injectNull(0.3).map(value -> value == null ? OptionalLong.empty() : value);
    Arbitrary<long[]> sizes = Arbitraries.longs().between(0, Long.MAX_VALUE).array(long[].class)
        .ofMaxSize(200);
    return Combinators
        .combine(Arbitraries.of(UnixFsData.Type.class), content, number, sizes, number, number, attributes)
        .as((type, bytes, fileSize, blockSizes, hash, fanout, given) -> new UnixFsData(
            type, bytes, 0, bytes == null ? 0 : bytes.length, fileSize, blockSizes, hash, fanout, given));
  }

  @Provide
  Arbitrary<byte[]> mutants() {
    Arbitrary<byte[]> mutated = Combinators
        .combine(messages(), Arbitraries.integers().between(0, 1000), Arbitraries.bytes())
        .as((data, place, value) -> {
          byte[] bytes = data.encode();
          bytes[place % bytes.length] = value;
          return bytes;
        });
    return Arbitraries.oneOf(mutated, Arbitraries.bytes().array(byte[].class).ofMaxSize(40));
  }

  private static UnixFsData decode(String hex) {
    return UnixFsData.decode(HexFormat.of().parseHex(hex));
  }

  private static String hex(UnixFsData data) {
    return HexFormat.of().formatHex(data.encode());
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
