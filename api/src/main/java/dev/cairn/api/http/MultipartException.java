package dev.cairn.api.http;

import java.io.IOException;

/** A multipart body is malformed. */
final class MultipartException extends IOException {
  private static final long serialVersionUID = 1L;

  MultipartException(String reason) {
    super("malformed multipart body: " + reason);
  }
}
