package dev.cairn.gateway.http;

/** The request cannot be understood; the message says to the client what is wrong with it. */
public final class BadRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BadRequestException(String message) {
    // No stack trace: it is the client's mistake, and clients can make many of them a second.
    super(message, null, false, false);
  }
}
