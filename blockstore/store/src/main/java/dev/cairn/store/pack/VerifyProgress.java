package dev.cairn.store.pack;

/** Told now and then how far {@link PackStore#verify} has come, from the thread that verifies. */
@FunctionalInterface
public interface VerifyProgress {
  /** So many bytes of so many are read. */
  void read(long bytes, long totalBytes);
}
