package dev.cairn.multiformats;

/** Text or bytes from outside are not the multiformat they were taken for; the message says where and why. */
public final class MultiformatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MultiformatException(String message) {
    super(message);
  }

  public MultiformatException(String message, Throwable cause) {
    super(message, cause);
  }
}
