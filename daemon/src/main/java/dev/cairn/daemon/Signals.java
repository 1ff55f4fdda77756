package dev.cairn.daemon;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * The signals that end a process: TERM, INT and HUP. The JVM's own handling lets a second signal wait for the first;
 * here each is counted and told, so that the second can force the end.
 *
 * <p>{@code sun.misc.Signal} has no successor. It is called by reflection because javac warns of its mere name, and
 * that warning cannot be switched off for one place.
 */
public final class Signals {
  private static final String[] NAMES = {"TERM", "INT", "HUP"};

  private Signals() {}

  /**
   * Tells of each such signal from now on: 1 for the first, 2 for the second. Ignored ones (nohup) stay ignored.
   *
   * @throws IllegalStateException when this JVM has no such class
   */
  public static void onStop(IntConsumer told) {
    AtomicInteger count = new AtomicInteger();
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object counting = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[]{handler},
          (proxy, method, arguments) -> {
            if (method.getName().equals("handle")) {
              told.accept(count.incrementAndGet());
            }
            return null; // nobody calls another method of it
          });
      for (String name : NAMES) {
        signal.getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), counting);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JVM cannot tell of signals", e);
    }
  }
}
