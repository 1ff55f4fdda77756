package dev.cairn.dag;

/** A value cannot be written in the codec that was asked for. The message names the codec and the reason. */
public final class EncodeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EncodeException(String codec, String problem) {
    super("cannot be written as " + codec + ": " + problem);
  }
}
