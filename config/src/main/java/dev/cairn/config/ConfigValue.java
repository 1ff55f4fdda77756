package dev.cairn.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cairn.multiformats.Shown;

/** Values of keys as they are given on a command line. */
public final class ConfigValue {
  private ConfigValue() {}

  /** The text itself. */
  public static JsonNode string(String text) {
    return JsonNodeFactory.instance.textNode(text);
  }

  /**
   * {@code true} or {@code false}.
   *
   * @throws UserError when the text is anything else
   */
  public static JsonNode bool(String text) {
    return switch (text) {
      case "true" -> JsonNodeFactory.instance.booleanNode(true);
      case "false" -> JsonNodeFactory.instance.booleanNode(false);
      default -> throw new UserError(Shown.quoted(text) + " is neither true nor false");
    };
  }

  /**
   * The JSON value that the text is.
   *
   * @throws UserError when it is none, with the place
   */
  public static JsonNode json(String text) {
    return JsonText.parse(text, "the value");
  }
}
