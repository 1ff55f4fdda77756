package dev.cairn.daemon;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd how the daemon is: one datagram to the unix socket that {@code NOTIFY_SOCKET} names, see <a
 * href="https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html">sd_notify</a>. Java has no unix
 * datagram sockets, so three functions of the C library are called; only on Linux, where systemd is.
 */
public final class ServiceManager {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceManager.class);

  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
  private static final int FAMILY_BYTES = 2;
  /** The length of {@code sun_path}. */
  private static final int MAX_PATH_BYTES = 108;

  private final String socket;

  private ServiceManager(String socket) {
    this.socket = socket;
  }

  /** The service manager that started this process; one that nothing is told when there is none. */
  public static ServiceManager of(Map<String, String> environment) {
    return new ServiceManager(environment.getOrDefault("NOTIFY_SOCKET", ""));
  }

  /** The daemon serves now. */
  public void ready() {
    tell("READY=1\nMAINPID=" + ProcessHandle.current().pid());
  }

  /** The daemon is about to end. */
  public void stopping() {
    tell("STOPPING=1");
  }

  private void tell(String state) {
    if (socket.isEmpty()) {
      return;
    }
    try {
      send(socket, state.getBytes(StandardCharsets.UTF_8));
    } catch (RuntimeException | UnsatisfiedLinkError e) {
      // A start that succeeded is not undone because nobody could be told.
      LOG.warn("cannot notify the service manager at {}", socket, e);
    }
  }

  private static void send(String socket, byte[] state) {
    byte[] path = socket.getBytes(StandardCharsets.UTF_8);
    if (path.length > MAX_PATH_BYTES || (path[0] != '/' && path[0] != '@')) {
      throw new IllegalArgumentException("NOTIFY_SOCKET names no unix socket: " + socket);
    }
    if (path[0] == '@') {
      path[0] = 0; // the abstract name space
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(FAMILY_BYTES + MAX_PATH_BYTES);
      address.set(ValueLayout.JAVA_SHORT_UNALIGNED, 0, (short) AF_UNIX);
      MemorySegment.copy(path, 0, address, ValueLayout.JAVA_BYTE, FAMILY_BYTES, path.length);
      MemorySegment message = arena.allocateFrom(ValueLayout.JAVA_BYTE, state);
      int descriptor = (int) function("socket", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
          ValueLayout.JAVA_INT)
          .invokeExact(AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
      if (descriptor < 0) {
        throw new IllegalStateException("no unix datagram socket to be had");
      }
      try {
        int sent = (int) function("sendto", ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT)
            .invokeExact(descriptor, message, (long) state.length, 0, address, FAMILY_BYTES + path.length);
        if (sent != state.length) {
          throw new IllegalStateException("nobody took the message");
        }
      } finally {
        int closed = (int) function("close", ValueLayout.JAVA_INT).invokeExact(descriptor);
        assert closed == 0;
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable impossible) {
      throw new AssertionError(impossible); // C functions throw nothing
    }
  }

  /** A function of the C library that returns an int; {@code sendto}'s result fits, as the message is short. */
  @SuppressWarnings("restricted") // the launcher and the manifest enable native access
  private static MethodHandle function(String name, java.lang.foreign.MemoryLayout... parameters) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, parameters));
  }
}
