package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RpcResponseTest {
  private static RpcResponse read(String text) throws IOException {
    return RpcResponse.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aCountedBody() throws IOException {
    RpcResponse response = read(
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-Thing:  a b \r\n\r\nhello, and more");
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.header("x-thing")).contains("a b");
    assertThat(response.body().readAllBytes()).asString().isEqualTo("hello");
  }

  @Test
  void aChunkedBodyWithTrailers() throws IOException {
    RpcResponse response = read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        + "3\r\nabc\r\n4;ext=1\r\ndefg\r\n0\r\nX-Stream-Error: it broke\r\n\r\n");
    assertThat(response.trailer("x-stream-error")).isEmpty();
    assertThat(response.body().readAllBytes()).asString().isEqualTo("abcdefg");
    assertThat(response.trailer("x-stream-error")).contains("it broke");
  }

  @Test
  void aBodyThatEndsWithTheConnection() throws IOException {
    assertThat(read("HTTP/1.1 500 No\r\n\r\nall of it").text(1000)).isEqualTo("all of it");
  }

  @Test
  void interimAnswersAreSkipped() throws IOException {
    RpcResponse response = read("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n");
    assertThat(response.status()).isEqualTo(204);
    assertThat(response.body().readAllBytes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SSH-2.0-OpenSSH\r\n", "HTTP/1.1 2x0 OK\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Le",
      "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n"})
  void whatIsNoAnswerIsRefused(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zz\r\nabc\r\n", "-1\r\n", "fffffffffffffffff\r\n", "3\r\nabcX\r\n0\r\n\r\n",
      "5\r\nabc", ""})
  void brokenChunksAreRefused(String chunks) throws IOException {
    RpcResponse response = read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);
    assertThatThrownBy(() -> response.body().readAllBytes()).isInstanceOf(IOException.class);
  }

  @Test
  void aBodyCutShortIsAnError() throws IOException {
    RpcResponse response = read("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello");
    assertThatExceptionOfType(EOFException.class).isThrownBy(() -> response.body().readAllBytes());
  }

  @Test
  void headersAreBounded() {
    String line = "X-Long: " + "a".repeat(RpcResponse.MAX_LINE_BYTES - 100) + "\r\n";
    assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\n" + line.repeat(6) + "\r\n"))
        .hasMessageContaining("headers");
    assertThatThrownBy(() -> read("HTTP/1.1 200 OK\r\nX: " + "a".repeat(RpcResponse.MAX_LINE_BYTES + 1)))
        .hasMessageContaining("line");
  }

  @Property(tries = 200)
  void anyChunkingGivesTheSameBytes(@ForAll @Size(max = 3000) byte[] content,
      @ForAll @IntRange(min = 1, max = 700) int chunk, @ForAll @IntRange(min = 1, max = 50) int packet)
      throws IOException {
    StringBuilder text = new StringBuilder("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    String latin = new String(content, StandardCharsets.ISO_8859_1);
    for (int at = 0; at < latin.length(); at += chunk) {
      String part = latin.substring(at, Math.min(latin.length(), at + chunk));
      text.append(Integer.toHexString(part.length())).append("\r\n").append(part).append("\r\n");
    }
    text.append("0\r\n\r\n");
    InputStream slow = new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.ISO_8859_1)) {
      @Override
      public synchronized int read(byte[] into, int offset, int length) {
        return super.read(into, offset, Math.min(length, packet));
      }
    };
    assertThat(RpcResponse.read(slow).body().readAllBytes()).isEqualTo(content);
  }

  @Property(tries = 500)
  void noBytesFromOutsideThrowAnythingElse(@ForAll @Size(max = 300) byte[] noise) {
    byte[] head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[head.length + noise.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(noise, 0, all, head.length, noise.length);
    for (byte[] input : new byte[][]{noise, all}) {
      try {
        RpcResponse.read(new ByteArrayInputStream(input)).body().readAllBytes();
      } catch (IOException refused) {
        assertThat(refused).hasMessageNotContaining("null");
      }
    }
  }
}
