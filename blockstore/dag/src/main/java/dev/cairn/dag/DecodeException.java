package dev.cairn.dag;

/**
 * Bytes from outside are not what their codec says they are. The message names the codec, the place and the rule
 * that is broken; nothing of the input has been used.
 */
public final class DecodeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A fault without a place, such as one of the whole block. */
  public DecodeException(String codec, String problem) {
    super("malformed " + codec + ": " + problem);
  }

  /** A fault at {@code offset} bytes (characters for text formats) from the start of the input. */
  public DecodeException(String codec, long offset, String problem) {
    super("malformed " + codec + " at offset " + offset + ": " + problem);
  }

  /** A fault that a deeper layer found. */
  public DecodeException(String codec, String problem, Throwable cause) {
    super("malformed " + codec + ": " + problem, cause);
  }
}
