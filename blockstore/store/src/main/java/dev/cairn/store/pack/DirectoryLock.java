package dev.cairn.store.pack;

import dev.cairn.store.BlockstoreException;
import dev.cairn.store.BlockstoreException.Code;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a second process, or a second store of this one, out of a folder. The system drops it when we die. */
final class DirectoryLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DirectoryLock.class);
  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes the lock of this folder, which is made if need be. */
  static DirectoryLock take(Path dir) {
    Path file = dir.resolve("lock");
    try {
      createDurably(dir);
      FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isLocked(channel)) {
        channel.close();
        throw new BlockstoreException(Code.IO,
            "the block store in " + dir
                + " is open already, in this process or another; stop that one first");
      }
      return new DirectoryLock(channel);
    } catch (IOException e) {
      throw DiskErrors.writing(file, e);
    }
  }

  /** Makes the folder and those above it that are missing; their names survive a loss of power. */
  private static void createDurably(Path dir) throws IOException {
    Path missing = dir.toAbsolutePath();
    List<Path> parents = new ArrayList<>();
    while (!Files.exists(missing) && missing.getParent() != null) {
      missing = missing.getParent();
      parents.add(missing);
    }
    Files.createDirectories(dir);
    for (Path parent : parents) {
      try (FileChannel channel = FileChannel.open(parent, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    @Nullable
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      LOG.debug("locked by this process", e);
      return false;
    }
    return lock != null;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.warn("closing the lock file failed; it is free when this process ends", e);
    }
  }
}
