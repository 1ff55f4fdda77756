package dev.cairn.api.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An HTTP client that hides nothing: it sends what it is told, and shows head, body and trailers as they came. */
final class RawHttp implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  RawHttp(InetSocketAddress address) throws IOException {
    socket = new Socket(address.getAddress(), address.getPort());
    socket.setSoTimeout(20_000);
    in = new BufferedInputStream(socket.getInputStream());
  }

  record Answer(int status, List<String> head, byte[] body, List<String> trailers) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    Optional<String> header(String name) {
      return head.stream()
          .filter(line -> line.toLowerCase(java.util.Locale.ROOT)
              .startsWith(name.toLowerCase(java.util.Locale.ROOT) + ":"))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst();
    }
  }

  static Answer post(InetSocketAddress address, String target, String... headers) throws IOException {
    return send(address, "POST", target, null, headers);
  }

  static Answer send(InetSocketAddress address, String method, String target, byte[] body, String... headers)
      throws IOException {
    try (RawHttp http = new RawHttp(address)) {
      http.request(method, target, body, headers);
      return http.answer();
    }
  }

  /** Posts parts as a multipart body. */
  static Answer multipart(InetSocketAddress address, String target, String body) throws IOException {
    return send(address, "POST", target, body.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8),
        "Content-Type: multipart/form-data; boundary=b");
  }

  void request(String method, String target, byte[] body, String... headers) throws IOException {
    StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: test\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    if (body != null) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    OutputStream out = socket.getOutputStream();
    out.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    if (body != null) {
      out.write(body);
    }
    out.flush();
  }

  OutputStream out() throws IOException {
    return socket.getOutputStream();
  }

  InputStream in() {
    return in;
  }

  Answer answer() throws IOException {
    String status = line();
    List<String> head = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      head.add(line);
    }
    Answer answer = new Answer(Integer.parseInt(status.split(" ")[1]), head, new byte[0], List.of());
    if (answer.header("Transfer-Encoding").isPresent()) {
      return chunked(answer);
    }
    int length = answer.header("Content-Length").map(Integer::parseInt).orElse(0);
    return new Answer(answer.status, head, in.readNBytes(length), List.of());
  }

  private Answer chunked(Answer head) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
      body.write(in.readNBytes(size));
      line();
    }
    List<String> trailers = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      trailers.add(line);
    }
    return new Answer(head.status, head.head, body.toByteArray(), trailers);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("connection closed after '" + line + "'");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
