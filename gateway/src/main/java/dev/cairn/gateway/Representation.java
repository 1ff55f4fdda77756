package dev.cairn.gateway;

import dev.cairn.gateway.http.ByteRange;
import dev.cairn.gateway.http.EntityTag;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Bytes that can be sent whole or in part.
 *
 * @param tag their entity tag
 * @param lastModified when they changed last, if somebody said so
 * @param size how many there are
 * @param lasting whether every plain GET of the same target gets them
 * @param about the headers that describe them
 * @param bytes the bytes
 */
record Representation(
    EntityTag tag, Optional<Instant> lastModified, long size, boolean lasting, About about, Bytes bytes) {

  /** Describes the bytes, {@code Content-Type} above all; asked only if there is a 200 or 206 to describe. */
  @FunctionalInterface
  interface About {
    Map<String, String> headers(Optional<ByteRange.Part> part);
  }

  /** Finishes an answer with a part of the bytes. */
  @FunctionalInterface
  interface Bytes {
    Answer answer(Answer.Builder answer, long offset, long length);
  }

  Map<String, String> headers(Optional<ByteRange.Part> part) {
    return about.headers(part);
  }

  /** Bytes that are at hand, and do not change. */
  static Bytes inMemory(byte[] array) {
    return (answer, offset, length) -> answer.bytes(array, Math.toIntExact(offset), Math.toIntExact(length));
  }
}
