package dev.cairn.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The disk under a {@link ConfigFile}. */
final class ConfigStorage {
  private static final int MAX_BYTES = 1 << 20;
  private static final FileAttribute<?> OWNER_ONLY = PosixFilePermissions
      .asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private ConfigStorage() {}

  static String read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new UserError(file + " is larger than any configuration (1 MiB); is it the right file?");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new UserError(file + " is no text in UTF-8", e);
    } catch (NoSuchFileException e) {
      throw new UserError("there is no configuration at " + file + "; run 'cairn init' to make one", e);
    } catch (IOException e) {
      throw failed("read", file, e);
    }
  }

  static void write(Path file, String text) {
    try {
      Path target = Files.isSymbolicLink(file) ? file.toRealPath() : file.toAbsolutePath();
      Path temporary = target.resolveSibling("." + target.getFileName() + ".tmp");
      Files.deleteIfExists(temporary);
      try {
        fill(temporary, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
      Path directory = target.getParent();
      if (directory != null && isPosix(directory)) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
          channel.force(true);
        }
      }
    } catch (IOException e) {
      throw failed("write", file, e);
    }
  }

  private static void fill(Path file, ByteBuffer bytes) throws IOException {
    FileAttribute<?>[] attributes = isPosix(file) ? new FileAttribute<?>[]{OWNER_ONLY}
        : new FileAttribute<?>[0];
    try (FileChannel channel = FileChannel.open(file,
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static UserError failed(String verb, Path file, IOException e) {
    String reason = e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
    return new UserError("cannot " + verb + " the configuration " + file + ": " + reason, e);
  }
}
