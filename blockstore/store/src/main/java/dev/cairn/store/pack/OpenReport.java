package dev.cairn.store.pack;

import java.util.List;
import java.util.Optional;

/**
 * What opening a store found and did.
 *
 * @param created there was no store in the folder, and now there is an empty one
 * @param rebuilt why the index was built anew from the segments, if it was
 * @param recordsReplayed records that the log had and the index had not
 * @param bytesReplayed how much of the log was read for that, in bytes
 * @param bytesDropped bytes at the end of the log that a crash left unfinished; nothing that was acknowledged
 * @param damage what is broken among acknowledged data, one line each; {@code PackStore.verify} tells more
 */
public record OpenReport(boolean created, Optional<String> rebuilt, long recordsReplayed, long bytesReplayed,
    long bytesDropped, List<String> damage) {

  public OpenReport {
    damage = List.copyOf(damage);
  }
}
