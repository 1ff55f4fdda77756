package dev.cairn.config;

import java.util.List;

/**
 * A key that this node reads: where it stands, what it holds, and what it means when it is absent.
 *
 * @param <T> the type of its value in the record tree
 * @param path the names from the root down, with dots between them
 * @param kind how its value is read and written
 * @param standard the value when the key is absent
 * @param onNull the value when the key is null; nearly always the same
 * @param zeroIsStandard whether zero stands for the default too, as with tools that write every key
 * @param example a right value as JSON
 * @param meaning what it does, in a sentence for the documentation
 */
record Key<T>(String path, Kind<T> kind, T standard, T onNull, boolean zeroIsStandard, String example,
    String meaning) {
  static <T> Key<T> of(String path, Kind<T> kind, T standard, String example, String meaning) {
    return new Key<>(path, kind, standard, standard, false, example, meaning);
  }

  Key<T> whenNull(T value) {
    return new Key<>(path, kind, standard, value, zeroIsStandard, example, meaning);
  }

  Key<T> orZero() {
    return new Key<>(path, kind, standard, onNull, true, example, meaning);
  }

  List<String> segments() {
    return List.of(path.split("\\."));
  }
}
