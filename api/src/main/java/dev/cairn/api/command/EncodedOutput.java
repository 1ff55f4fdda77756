package dev.cairn.api.command;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The {@link Output} that writes values in one of the two forms to an {@link OutputChannel}. */
public final class EncodedOutput implements Output {
  private final Encoding encoding;
  private final OutputChannel channel;
  private final ByteOutput bytes = new ChannelBytes();
  private final Writer text = new OutputStreamWriter(bytes, StandardCharsets.UTF_8);
  private OutputChannel.@Nullable Shape shape;

  public EncodedOutput(Encoding encoding, OutputChannel channel) {
    this.encoding = encoding;
    this.channel = channel;
  }

  /** An output that writes plainly to a stream, such as standard output; flushes after each value. */
  public static EncodedOutput to(OutputStream stream, Encoding encoding) {
    return new EncodedOutput(encoding, new OutputChannel() {
      @Override
      public void begin(Shape shape, String contentType, OptionalLong lengthBytes) {
        // A stream has no head.
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        stream.write(bytes, offset, length);
        stream.flush();
      }
    });
  }

  @Override
  public Encoding encoding() {
    return encoding;
  }

  /** Whether anything was written: from then on a failure can no longer be the answer itself. */
  public boolean begun() {
    return shape != null;
  }

  @Override
  public void emit(Object value, Text form) throws IOException {
    begin(OutputChannel.Shape.SEQUENCE, "", OptionalLong.empty());
    write(value, form);
  }

  @Override
  public void only(Object value, Text form) throws IOException {
    if (shape != null) {
      throw new IllegalStateException("a single value is the whole answer, but there was output before it");
    }
    begin(OutputChannel.Shape.SINGLE, "", OptionalLong.empty());
    write(value, form);
  }

  @Override
  public void progress(Progress value) throws IOException {
    if (encoding == Encoding.TEXT) {
      channel.progress(value);
    } else {
      emit(value, Text.none());
    }
  }

  @Override
  public ByteOutput bytes(String contentType, OptionalLong lengthBytes) throws IOException {
    begin(OutputChannel.Shape.BYTES, contentType, lengthBytes);
    return bytes;
  }

  /** Begins an empty sequence if nothing was written; called when the command has ended well. */
  public void end() throws IOException {
    if (shape == null) {
      begin(OutputChannel.Shape.SEQUENCE, "", OptionalLong.empty());
    }
  }

  private void begin(OutputChannel.Shape wanted, String contentType, OptionalLong lengthBytes)
      throws IOException {
    if (shape == null) {
      shape = wanted;
      channel.begin(wanted, contentType, lengthBytes);
    } else if (shape != wanted) {
      throw new IllegalStateException("an answer is one of " + shape + " and " + wanted);
    }
  }

  private void write(Object value, Text form) throws IOException {
    if (encoding == Encoding.TEXT) {
      form.appendTo(text);
      text.flush();
    } else {
      Json.writeLine(value, bytes);
    }
  }

  private final class ChannelBytes extends ByteOutput {
    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      if (length > 0) {
        channel.write(from, offset, length);
      }
    }

    @Override
    public void writeShared(byte[] from, int offset, int length) throws IOException {
      if (length > 0) {
        channel.writeShared(from, offset, length);
      }
    }
  }
}
