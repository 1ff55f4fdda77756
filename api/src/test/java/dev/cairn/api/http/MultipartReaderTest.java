package dev.cairn.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Parts of any content survive any cutting of the stream and any size of reads. */
class MultipartReaderTest {
  private static final String BOUNDARY = "--x-boundary\r";

  /** Hands out what it has in pieces of random size. */
  private static final class Pieces extends InputStream {
    private final InputStream from;
    private final Random random;
    private final int most;

    Pieces(byte[] bytes, Random random, int most) {
      this.from = new ByteArrayInputStream(bytes);
      this.random = random;
      this.most = most;
    }

    @Override
    public int read() throws IOException {
      return from.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return from.read(into, offset, length == 0 ? 0 : 1 + random.nextInt(Math.min(most, length)));
    }
  }

  private static byte[] body(String boundary, List<byte[]> contents) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int i = 0; i < contents.size(); i++) {
      body.writeBytes(ascii((i == 0 ? "" : "\r\n") + "--" + boundary + "\r\nName: part " + i + "\r\n\r\n"));
      body.writeBytes(contents.get(i));
    }
    body.writeBytes(ascii((contents.isEmpty() ? "" : "\r\n") + "--" + boundary + "--\r\n"));
    return body.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static List<byte[]> read(InputStream body, String boundary, Random random, int most)
      throws IOException {
    MultipartReader reader = new MultipartReader(body, boundary);
    List<byte[]> contents = new ArrayList<>();
    for (Optional<List<MultipartReader.Header>> head = reader.next(); head
        .isPresent(); head = reader.next()) {
      assertThat(head.get()).containsExactly(new MultipartReader.Header("name", "part " + contents.size()));
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      byte[] buffer = new byte[most];
      int n = reader.read(buffer, 0, 1 + random.nextInt(most));
      while (n >= 0) {
        content.write(buffer, 0, n);
        n = reader.read(buffer, 0, 1 + random.nextInt(most));
      }
      contents.add(content.toByteArray());
    }
    return contents;
  }

  /** Bytes that look like the begin of a delimiter more often than chance would have it. */
  private static byte[] tricky(Random random, int size, String boundary) {
    byte[] delimiter = ascii("\r\n--" + boundary);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (bytes.size() < size) {
      if (random.nextInt(4) == 0) {
        // Never whole, since no delimiter holds this character.
        bytes.write(delimiter, 0, random.nextInt(delimiter.length));
        bytes.write('!');
      } else {
        byte[] noise = new byte[1 + random.nextInt(200)];
        random.nextBytes(noise);
        bytes.writeBytes(noise);
      }
    }
    return bytes.toByteArray();
  }

  @Property(tries = 300)
  void partsSurviveAnyCutting(@ForAll long seed, @ForAll @IntRange(min = 1, max = 70) int boundaryLength,
      @ForAll @IntRange(min = 1, max = 70_000) int read, @ForAll @IntRange(min = 1, max = 40_000) int piece)
      throws IOException {
    Random random = new Random(seed);
    String boundary = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'()+_,-./".substring(0,
        boundaryLength);
    List<byte[]> contents = new ArrayList<>();
    for (int parts = random.nextInt(5); parts > 0; parts--) {
      contents.add(tricky(random, random.nextInt(4) * random.nextInt(80_000), boundary));
    }
    List<byte[]> got = read(new Pieces(body(boundary, contents), random, piece), boundary, random, read);
    assertThat(got).hasSameSizeAs(contents);
    for (int i = 0; i < contents.size(); i++) {
      assertThat(got.get(i)).isEqualTo(contents.get(i));
    }
  }

  @Property(tries = 300)
  void noInputThrowsAnythingElse(@ForAll @Size(max = 2000) byte[] noise, @ForAll long seed) {
    Random random = new Random(seed);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] whole = body("b", List.of(noise, noise));
    body.write(whole, 0, random.nextInt(whole.length + 1));
    if (random.nextBoolean()) {
      body.writeBytes(noise);
    }
    try {
      MultipartFiles files = new MultipartFiles(new Pieces(body.toByteArray(), random, 100), "b");
      while (files.next().isPresent()) {
        assertThat(files).isNotNull();
      }
    } catch (IOException e) {
      assertThat(e).isInstanceOf(MultipartException.class)
          .hasMessageStartingWith("malformed multipart body: ");
    }
  }

  @Test
  void anEmptyPartNeedsNoLineOfItsOwn() throws IOException {
    byte[] body = ascii("--b\r\nName: part 0\r\n\r\n--b\r\nName: part 1\r\n\r\n\r\n--b--");
    assertThat(read(new ByteArrayInputStream(body), "b", new Random(1), 10)).containsExactly(new byte[0],
        new byte[0]);
  }

  @Test
  void aPreambleAndWhatFollowsAreSkipped() throws IOException {
    byte[] body = ascii("ignore me\r\n--b  \r\nName: part 0\r\n\r\nx\r\n--b--\r\nand me");
    assertThat(read(new ByteArrayInputStream(body), "b", new Random(1), 10)).containsExactly(ascii("x"));
  }

  @Test
  void headersAreBounded() {
    byte[] body = ascii("--b\r\nName: " + "x".repeat(MultipartReader.MAX_HEAD_BYTES) + "\r\n\r\nx\r\n--b--");
    assertThatThrownBy(() -> new MultipartReader(new ByteArrayInputStream(body), "b").next())
        .isInstanceOf(MultipartException.class)
        .hasMessageContaining("longer than");
  }

  @Test
  void thePreambleIsBounded() {
    byte[] body = new byte[MultipartReader.MAX_PREAMBLE_BYTES * 4];
    assertThatThrownBy(() -> new MultipartReader(new ByteArrayInputStream(body), "b").next())
        .isInstanceOf(MultipartException.class)
        .hasMessageContaining("no delimiter");
  }

  @Test
  void aBoundaryIsPrintableAndShort() {
    for (String wrong : List.of("", "x".repeat(71), "a\r\nb", "ends with a space ", BOUNDARY)) {
      assertThatThrownBy(() -> new MultipartReader(InputStream.nullInputStream(), wrong))
          .as(wrong)
          .isInstanceOf(MultipartException.class);
    }
  }

  @Test
  void pathsAreCleaned() throws IOException {
    assertThat(MultipartFiles.path("a%2Fb+c")).isEqualTo("a/b c");
    assertThat(MultipartFiles.path("/a//./b/")).isEqualTo("a/b");
    assertThat(MultipartFiles.path("../../etc/passwd")).isEqualTo("etc/passwd");
    assertThat(MultipartFiles.path("a/../../b")).isEqualTo("b");
    assertThat(MultipartFiles.path("..")).isEmpty();
    assertThat(MultipartFiles.path("")).isEmpty();
  }

  @Test
  void headerValuesHaveParameters() {
    HeaderValue value = HeaderValue.parse("Form-Data; name=\"a;b\\\"c\"; filename=C:\\x ; x*=utf-8''%C3%A9")
        .orElseThrow();
    assertThat(value.value()).isEqualTo("form-data");
    assertThat(value.parameter("name")).contains("a;b\"c");
    assertThat(value.parameter("filename")).contains("C:\\x");
    assertThat(value.parameter("x")).contains("é");
    assertThat(HeaderValue.parse("a; b=\"open")).isEmpty();
    assertThat(HeaderValue.parse("a; b=\"x\"y")).isEmpty();
    assertThat(HeaderValue.parse("a; b=1; b=2")).isEmpty();
    assertThat(HeaderValue.parse("a; junk")).isEmpty();
  }

  @Property(tries = 500)
  void headerValuesNeverThrow(@ForAll String text) {
    assertThat(HeaderValue.parse(text)).isNotNull();
    assertThat(PercentCoding.decode(text, true)).isNotNull();
  }
}
