package dev.cairn.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An HTTP/1.1 client that sends what it is told to the byte, and tells a body that ended from one that broke off. One
 * connection; a read that takes longer than 20 seconds fails the test instead of hanging it.
 */
final class RawHttp implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  RawHttp(InetSocketAddress address) throws IOException {
    this(address, 0);
  }

  /** A client whose receive buffer has this size; 0 leaves it to the system. */
  RawHttp(InetSocketAddress address, int receiveBuffer) throws IOException {
    socket = new Socket();
    if (receiveBuffer > 0) {
      socket.setReceiveBufferSize(receiveBuffer);
    }
    socket.connect(new InetSocketAddress("127.0.0.1", address.getPort()));
    socket.setSoTimeout(20_000);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** What came back; {@code complete} is false when the connection ended inside of the body. */
  record Response(int status, List<String[]> headers, byte[] body, boolean complete) {
    Optional<String> header(String name) {
      List<String> found = headers.stream().filter(h -> h[0].equalsIgnoreCase(name)).map(h -> h[1]).toList();
      if (found.size() > 1) {
        throw new AssertionError(name + " is there " + found.size() + " times");
      }
      return found.stream().findFirst();
    }

    String text() {
      return new String(body, UTF_8);
    }
  }

  Response get(String target, String... headers) throws IOException {
    return exchange("GET", target, headers);
  }

  Response head(String target, String... headers) throws IOException {
    return exchange("HEAD", target, headers);
  }

  Response exchange(String method, String target, String... headers) throws IOException {
    send(method, target, headers);
    return receive(method.equals("HEAD"));
  }

  void send(String method, String target, String... headers) throws IOException {
    StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: test\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    sendText(request.append("\r\n").toString());
  }

  /** Sends text, each character as a byte. */
  void sendText(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** Says that nothing more will be sent. */
  void finishSending() throws IOException {
    socket.shutdownOutput();
  }

  Response receive(boolean head) throws IOException {
    String statusLine = line();
    int status = Integer.parseInt(statusLine.split(" ")[1]);
    List<String[]> headers = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.add(new String[]{line.substring(0, colon), line.substring(colon + 1).strip()});
    }
    Response bare = new Response(status, headers, new byte[0], true);
    if (head || status == 304 || status == 204) {
      return bare;
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    boolean complete;
    if (bare.header("Transfer-Encoding").isPresent()) {
      complete = readChunks(body);
    } else {
      long length = Long.parseLong(bare.header("Content-Length").orElseThrow());
      complete = readUpTo(length, body);
    }
    return new Response(status, headers, body.toByteArray(), complete);
  }

  private boolean readChunks(ByteArrayOutputStream body) throws IOException {
    try {
      while (true) {
        int size = Integer.parseInt(line(), 16);
        if (!readUpTo(size, body)) {
          return false;
        }
        line();
        if (size == 0) {
          return true;
        }
      }
    } catch (IOException | NumberFormatException e) {
      return false;
    }
  }

  private boolean readUpTo(long length, ByteArrayOutputStream body) {
    try {
      long left = length;
      byte[] buffer = new byte[16 * 1024];
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (read < 0) {
          return false;
        }
        body.write(buffer, 0, read);
        left -= read;
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int c = in.read();
      if (c < 0) {
        throw new EOFException("the connection ended after: " + line);
      }
      if (c == '\n') {
        return line.toString();
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
  }

  /** Whether the other side closed the connection; waits for it. */
  boolean isClosedByServer() {
    try {
      while (in.read() >= 0) {
        // What is left of a response.
      }
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
