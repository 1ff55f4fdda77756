package dev.cairn.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One request to the daemon: HTTP/1.1 over a plain socket that serves this exchange only. An HTTP client library
 * would do the same in four hundred milliseconds more.
 *
 * <p>A request without a body is sent by {@link #send}; one with a body by {@link #upload}. The answer may start
 * before the body has left, so with a body {@link #receive} belongs on another thread than the {@link Upload}.
 */
final class RpcExchange implements AutoCloseable {
  private final AutoCloseable socket;
  private final InputStream in;
  private final WritableByteChannel out;
  private final RpcAddress address;
  private final String authorization;

  private RpcExchange(AutoCloseable socket, InputStream in, WritableByteChannel out, RpcAddress address,
      String authorization) {
    this.socket = socket;
    this.in = in;
    this.out = out;
    this.address = address;
    this.authorization = authorization;
  }

  /**
   * Connects; empty when nothing listens there.
   *
   * @param authorization the value of the Authorization header; empty for none
   * @param large whether large files will be sent; these go through the kernel, over a channel that takes longer to
   *     set up than a whole small command may
   * @throws IOException when the host cannot be found or reached for another reason
   */
  static Optional<RpcExchange> connect(RpcAddress address, String authorization, boolean large)
      throws IOException {
    try {
      return Optional.of(large ? overChannel(address, authorization) : overSocket(address, authorization));
    } catch (ConnectException e) {
      return Optional.empty();
    }
  }

  private static RpcExchange overSocket(RpcAddress address, String authorization) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(address.socketAddress());
      socket.setTcpNoDelay(true);
      return new RpcExchange(socket, socket.getInputStream(), new ToStream(socket.getOutputStream()), address,
          authorization);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static RpcExchange overChannel(RpcAddress address, String authorization) throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.connect(address.socketAddress());
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      return new RpcExchange(channel, Channels.newInputStream(channel), channel, address, authorization);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Sends a request without a body; {@code target} is path and query, already escaped. */
  void send(String target) throws IOException {
    write(head(target).append("Content-Length: 0\r\n\r\n"));
  }

  /** Sends the head of a request whose body follows in chunks. */
  Upload upload(String target, String contentType) throws IOException {
    write(head(target).append("Content-Type: ").append(contentType)
        .append("\r\nTransfer-Encoding: chunked\r\n\r\n"));
    return new Upload(out);
  }

  /** Waits for the answer and reads its head. */
  RpcResponse receive() throws IOException {
    return RpcResponse.read(in);
  }

  private StringBuilder head(String target) {
    StringBuilder head = new StringBuilder(target.length() + 256);
    head.append("POST ").append(target).append(" HTTP/1.1\r\nHost: ").append(address.hostHeader())
        .append("\r\nUser-Agent: cairn-cli\r\nConnection: close\r\n");
    if (!authorization.isEmpty()) {
      head.append("Authorization: ").append(authorization).append("\r\n");
    }
    return head;
  }

  private void write(CharSequence head) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  /** Tells the daemon that nothing more of the body follows; an answer that is there can still be read. */
  void stopSending() throws IOException {
    switch (socket) {
      case Socket plain -> plain.shutdownOutput();
      case SocketChannel channel -> channel.shutdownOutput();
      default -> throw new AssertionError(socket);
    }
  }

  /** Ends the connection, also under a thread that is still reading or writing. */
  @Override
  public void close() throws IOException {
    try {
      socket.close();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception impossible) {
      throw new AssertionError(impossible); // sockets throw nothing else
    }
  }

  /** A socket's stream as a channel, for buffers that lie on the heap. */
  private record ToStream(OutputStream stream) implements WritableByteChannel {
    @Override
    public int write(ByteBuffer bytes) throws IOException {
      int length = bytes.remaining();
      stream.write(bytes.array(), bytes.arrayOffset() + bytes.position(), length);
      bytes.position(bytes.limit());
      return length;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }
}
