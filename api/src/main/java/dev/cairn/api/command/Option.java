package dev.cairn.api.command;

import java.util.List;
import java.util.Optional;

/**
 * An option of a command.
 *
 * @param names the long name first, then aliases; names of one letter are written with a single dash
 * @param type what its value is
 * @param fallback the value when it is not given, as text; empty when there is none
 * @param help one line for the help text
 * @param hidden whether help leaves it out: options that clients send and that change nothing here
 */
public record Option(List<String> names, Type type, Optional<String> fallback, String help, boolean hidden) {

  /** What the value of an option is. */
  public enum Type {
    /** True or false; true when named without a value. */
    FLAG("bool"),
    /** A whole number that fits 64 bits; {@code 0x} for hexadecimal. */
    INTEGER("int"),
    /** A number with a fraction. */
    FLOAT("float64"),
    /** A string. */
    TEXT("string"),
    /** A string that may be given many times. */
    TEXTS("array");

    private final String label;

    Type(String label) {
      this.label = label;
    }

    /** The name in help texts and error messages. */
    public String label() {
      return label;
    }
  }

  public Option {
    names = List.copyOf(names);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("an option has a name");
    }
  }

  /** An option that is on or off, off by default. */
  public static Option flag(String name, String help, String... aliases) {
    return make(name, Type.FLAG, help, aliases);
  }

  /** An option whose value is a whole number. */
  public static Option integer(String name, String help, String... aliases) {
    return make(name, Type.INTEGER, help, aliases);
  }

  /** An option whose value is text. */
  public static Option text(String name, String help, String... aliases) {
    return make(name, Type.TEXT, help, aliases);
  }

  /** An option whose value is text, and that may be repeated. */
  public static Option texts(String name, String help, String... aliases) {
    return make(name, Type.TEXTS, help, aliases);
  }

  private static Option make(String name, Type type, String help, String... aliases) {
    List<String> names = new java.util.ArrayList<>(aliases.length + 1);
    names.add(name);
    names.addAll(List.of(aliases));
    return new Option(names, type, Optional.empty(), help, false);
  }

  /** The same with a value for when it is not given. */
  public Option orElse(Object value) {
    return new Option(names, type, Optional.of(value.toString()), help, hidden);
  }

  /** The same, left out of help texts. */
  public Option quiet() {
    return new Option(names, type, fallback, help, true);
  }

  /** The long name. */
  public String name() {
    return names.getFirst();
  }
}
