package dev.cairn.repo;

import dev.cairn.config.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The right of one process to a repository: a lock of the operating system on the file {@code repo.lock}, which
 * holds the owner's process id for others to name. The lock ends with the process however that ends, so a file left
 * behind means nothing; it is never deleted, because a file that comes and goes can be locked twice.
 *
 * <p>On Linux this is a POSIX record lock, the kind that Kubo takes on the same file, so the two respect each other.
 */
public final class RepoLock implements AutoCloseable {
  static final String FILE = "repo.lock";

  /**
   * The lock files that this JVM holds, by file key. POSIX drops a process's locks on a file as soon as the process
   * closes any descriptor of it, so a second attempt from this JVM must be refused before it opens the file.
   */
  private static final Set<Object> HELD = ConcurrentHashMap.newKeySet();

  private final Object key;
  private final FileChannel channel;
  private final AtomicBoolean closed = new AtomicBoolean();

  private RepoLock(Object key, FileChannel channel) {
    this.key = key;
    this.channel = channel;
  }

  /**
   * Locks the repository in this directory, which must exist.
   *
   * @throws UserError when another process, or this one, has it open, or the directory cannot be
   *     written to
   */
  public static RepoLock acquire(Path repo) {
    Path file = repo.resolve(FILE);
    Object key;
    try {
      key = create(file);
    } catch (IOException e) {
      throw Problems.io("create", file, e);
    }
    if (!HELD.add(key)) {
      throw new UserError("the repository " + repo + " is already open in this process; close it first");
    }
    RepoLock held = null;
    try {
      held = lock(repo, file, key);
      return held;
    } catch (IOException e) {
      throw Problems.io("lock", file, e);
    } finally {
      if (held == null) {
        HELD.remove(key);
      }
    }
  }

  private static Object create(Path file) throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      // The usual case; the file stays from the first start on.
    }
    Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    return key == null ? file.toRealPath() : key;
  }

  private static RepoLock lock(Path repo, Path file, Object key) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean done = false;
    try {
      if (!tryLock(channel)) {
        throw new UserError(inUse(repo, holder(channel)));
      }
      channel.truncate(0);
      byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
      channel.write(ByteBuffer.wrap(pid), 0);
      done = true;
      return new RepoLock(key, channel);
    } finally {
      if (!done) {
        channel.close();
      }
    }
  }

  /** The lock lasts until the channel is closed. */
  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      throw new IllegalStateException("repo.lock is locked in this process by something other than RepoLock",
          e);
    }
  }

  private static Optional<Long> holder(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(20);
    channel.read(text, 0);
    String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
    return pid.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(pid)) : Optional.empty();
  }

  private static String inUse(Path repo, Optional<Long> holder) {
    String who = holder.map(pid -> "process " + pid + command(pid)).orElse("another process");
    return "the repository " + repo + " is in use by " + who
        + "; if that is the daemon, let it do the work (commands find it by the file 'api'), else stop it first";
  }

  private static String command(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().command())
        .map(path -> " (" + path + ")")
        .orElse("");
  }

  /**
   * Gives the repository up. Further calls do nothing. The process id stays in the file: it counts only while the
   * lock is held, and unlike writing to the file closing it cannot be interrupted.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      throw new UserError("cannot unlock the repository: " + e.getMessage(), e);
    } finally {
      HELD.remove(key);
    }
  }
}
