package dev.cairn.dag.unixfs.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ChunkerTest {
  /** Lengths that boxo v0.42.0, the library of Kubo, cuts the same bytes into. */
  @Test
  void rabin_cutsWhereKuboCuts() throws IOException {
    assertThat(lengths("rabin", XorShift.bytes(42, 3_000_000), -1))
        .containsExactly(298071, 263077, 393216, 393216, 393216, 291704, 393216, 303455, 270829);
    assertThat(lengths("rabin-1000-5000-20000", XorShift.bytes(42, 3_000_000), -1))
        .hasSize(601)
        .startsWith(3683, 5767, 14152, 3541, 15863, 3634, 4954, 6183, 9941, 2269, 5907, 2742, 1817, 3147,
            2693);
  }

  @Test
  void buzhash_cutsWhereKuboCuts() throws IOException {
    assertThat(lengths("buzhash", XorShift.bytes(42, 3_000_000), -1))
        .containsExactly(266675, 222693, 157351, 166998, 177046, 132628, 250595, 232641, 215206, 415640,
            524288,
            151506, 86733);
    assertThat(lengths("buzhash", XorShift.bytes(42, 131_073), -1)).containsExactly(131_073);
  }

  @Test
  void theWordsOfBuzhash_haveEachBitSetInHalfOfThem() {
    int[] words = BuzhashTable.words();
    for (int bit = 0; bit < 32; bit++) {
      int mask = 1 << bit;
      assertThat(Arrays.stream(words).filter(word -> (word & mask) != 0).count()).as("bit %d", bit)
          .isEqualTo(128);
    }
  }

  @ParameterizedTest
  @CsvSource({
      "'', size-262144",
      "default, size-262144",
      "size-1, size-1",
      "size-2096896, size-2096896",
      "rabin, rabin-87381-262144-393216",
      "rabin-1000, rabin-333-1000-1500",
      "rabin-16-17-18, rabin-16-17-18",
      "rabin-min:16-avg:100-max:200, rabin-16-100-200",
      "buzhash, buzhash"
  })
  void parse_readsWhatToStringWrites(String text, String canonical) {
    Chunker chunker = Chunker.parse(text);
    assertThat(chunker).hasToString(canonical).isEqualTo(Chunker.parse(canonical));
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "size", "size-", "size-0", "size--1", "size-2096897", "size-99999999999", "size-12k", "size-1-2",
      "rabin-",
      "rabin-47", "rabin-1397931", "rabin-15-20-30", "rabin-20-20-30", "rabin-20-30-30",
      "rabin-20-30-2096897",
      "rabin-1-2", "rabin-1-2-3-4", "rabin-max:20-avg:30-min:40", "buzhash-1", "fastcdc", "Size-1", " size-1"
  })
  void parse_refusesWhatCannotBe(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Chunker.parse(text))
        .withMessageStartingWith("--chunker \"")
        .withMessageContaining("for example --chunker ");
  }

  @Property(tries = 300)
  void theChunksOfAStream_areTheStream(
      @ForAll("sizes") int size, @ForAll @IntRange(max = 4) int kind,
      @ForAll @IntRange(min = 1, max = 5000) int step)
      throws IOException {
    Chunker chunker = List.of(
        new Chunker.Fixed(1), new Chunker.Fixed(1000), new Chunker.Rabin(16, 64, 300),
        new Chunker.Rabin(1000, 2000, 9000), new Chunker.Buzhash()).get(kind);
    int bounded = kind == 0 ? size % 3000 : size;
    byte[] content = XorShift.bytes(size + 1L, bounded);
    for (long expected : new long[]{-1, 0, bounded / 2, bounded, bounded + 7}) {
      List<byte[]> chunks = chunks(chunker.splitter(Frame.NONE), new Dripping(content, step), expected);
      assertThat(joined(chunks)).isEqualTo(content);
      assertThat(chunks).allSatisfy(chunk -> assertThat(chunk.length).isBetween(1, chunker.maxChunk()));
      assertThat(chunks.stream().map(chunk -> chunk.length).toList())
          .isEqualTo(lengths(chunker.toString(), content, -1));
    }
  }

  @Provide
  Arbitrary<Integer> sizes() {
    return Arbitraries.oneOf(
        Arbitraries.of(0, 1, 15, 16, 17, 999, 1000, 1001, 2000, 131_071, 131_072, 131_073, 600_000),
        Arbitraries.integers().between(0, 30_000));
  }

  @Test
  void aSplitter_cutsOneStreamAfterAnother() throws IOException {
    for (String text : List.of("size-100", "rabin-16-64-300", "buzhash")) {
      Splitter splitter = Chunker.parse(text).splitter(Frame.NONE);
      byte[] first = XorShift.bytes(1, 12_345);
      byte[] second = XorShift.bytes(2, 54_321);
      assertThat(joined(chunks(splitter, new ByteArrayInputStream(first), -1))).isEqualTo(first);
      splitter.start(new ByteArrayInputStream(first), first.length);
      assertThat(splitter.next()).isNotNull();
      assertThat(joined(chunks(splitter, new ByteArrayInputStream(second), second.length))).isEqualTo(second);
      assertThat(splitter.next()).isNull();
    }
  }

  @Test
  void aKnownLength_makesTheLastChunkWithoutACopy() throws IOException {
    Splitter splitter = new Chunker.Fixed(1 << 20).splitter(Frame.NONE);
    long[] asked = new long[1];
    splitter.start(new InputStream() {
      private int left = 10;

      @Override
      public int read() {
        return left-- > 0 ? 1 : -1;
      }

      @Override
      public int read(byte[] into, int offset, int length) {
        asked[0] = Math.max(asked[0], length);
        int count = Math.min(left, length);
        left -= Math.max(count, 0);
        return count <= 0 ? -1 : count;
      }
    }, 10);
    assertThat(splitter.next()).satisfies(chunk -> assertThat(chunk.holder()).hasSize(10));
    assertThat(splitter.next()).isNull();
    assertThat(asked[0]).isEqualTo(10);
  }

  @Property(tries = 200)
  void theRoomAroundAChunk_isWhatTheFrameAskedFor(
      @ForAll("sizes") int size, @ForAll @IntRange(max = 2) int kind,
      @ForAll @IntRange(max = 40) int before, @ForAll @IntRange(max = 40) int after)
      throws IOException {
    Frame frame = new Frame() {
      @Override
      public int before(int chunkBytes) {
        return before + chunkBytes % 3;
      }

      @Override
      public int after(int chunkBytes) {
        return after + chunkBytes % 5;
      }
    };
    Chunker chunker = List.of(new Chunker.Fixed(1000), new Chunker.Rabin(16, 64, 300), new Chunker.Buzhash())
        .get(kind);
    byte[] content = XorShift.bytes(size + 1L, size);
    for (long expected : new long[]{-1, 0, size / 2, size, size + 7}) {
      Splitter splitter = chunker.splitter(frame);
      splitter.start(new ByteArrayInputStream(content), expected);
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (Chunk chunk = splitter.next(); chunk != null; chunk = splitter.next()) {
        assertThat(chunk.offset()).isEqualTo(frame.before(chunk.length()));
        assertThat(chunk.holder())
            .hasSize(chunk.offset() + chunk.length() + frame.after(chunk.length()));
        all.write(chunk.holder(), chunk.offset(), chunk.length());
      }
      assertThat(all.toByteArray()).isEqualTo(content);
    }
  }

  private static List<Integer> lengths(String text, byte[] content, long expected) throws IOException {
    return chunks(Chunker.parse(text).splitter(Frame.NONE), new ByteArrayInputStream(content), expected)
        .stream()
        .map(chunk -> chunk.length)
        .toList();
  }

  private static List<byte[]> chunks(Splitter splitter, InputStream from, long expected) throws IOException {
    splitter.start(from, expected);
    List<byte[]> chunks = new ArrayList<>();
    for (Chunk chunk = splitter.next(); chunk != null; chunk = splitter.next()) {
      assertThat(chunk.offset()).isZero();
      assertThat(chunk.length()).isEqualTo(chunk.holder().length);
      chunks.add(chunk.holder());
    }
    return chunks;
  }

  private static byte[] joined(List<byte[]> chunks) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    chunks.forEach(all::writeBytes);
    return all.toByteArray();
  }

  /** Gives out at most so many bytes at a time. */
  private static final class Dripping extends InputStream {
    private final ByteArrayInputStream content;
    private final int step;

    Dripping(byte[] content, int step) {
      this.content = new ByteArrayInputStream(content);
      this.step = step;
    }

    @Override
    public int read() {
      return content.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      return content.read(into, offset, Math.min(length, step));
    }
  }
}
