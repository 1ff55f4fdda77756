package dev.cairn.api.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The tree of all commands. Immutable once made. */
public final class Commands {
  private final Node root;
  private final List<Command> all;

  private Commands(Node root, List<Command> all) {
    this.root = root;
    this.all = all;
  }

  /**
   * The tree of these commands; every inner word needs a command of its own, at least a group.
   *
   * @throws IllegalArgumentException when two have the same words, or a group is missing
   */
  public static Commands of(Collection<Command> commands) {
    TreeMap<String, Command> sorted = new TreeMap<>();
    for (Command command : commands) {
      if (sorted.put(command.spec().name(), command) != null) {
        throw new IllegalArgumentException("two commands are named '" + command.spec().name() + "'");
      }
    }
    Node root = new Node("", null, new TreeMap<>());
    List<Command> all = new ArrayList<>(sorted.values());
    all.sort((a, b) -> Integer.compare(a.spec().path().size(), b.spec().path().size()));
    for (Command command : all) {
      List<String> path = command.spec().path();
      Node parent = root;
      for (String word : path.subList(0, path.size() - 1)) {
        parent = parent.child(word)
            .orElseThrow(
                () -> new IllegalArgumentException("no group above '" + command.spec().name() + "'"));
      }
      parent.children.put(path.getLast(), new Node(path.getLast(), command, new TreeMap<>()));
    }
    return new Commands(root, List.copyOf(sorted.values()));
  }

  /** The nameless node above all top-level commands. */
  public Node root() {
    return root;
  }

  /** All commands and groups, ordered by name. */
  public List<Command> all() {
    return all;
  }

  /** The command with these words. */
  public Optional<Command> find(List<String> path) {
    Node node = root;
    for (String word : path) {
      Optional<Node> child = node.child(word);
      if (child.isEmpty()) {
        return Optional.empty();
      }
      node = child.get();
    }
    return node.command();
  }

  /** The command with these words, given as {@code "pin ls"}. */
  public Optional<Command> find(String words) {
    return find(List.of(words.split(" ")));
  }

  /** A word of the tree: the command it names, and the words that may follow. */
  public static final class Node {
    private final String name;
    private final @Nullable Command command;
    private final SortedMap<String, Node> children;

    private Node(String name, @Nullable Command command, SortedMap<String, Node> children) {
      this.name = name;
      this.command = command;
      this.children = children;
    }

    /** The word; empty for the root. */
    public String name() {
      return name;
    }

    /** The command; empty for the root only. */
    public Optional<Command> command() {
      return Optional.ofNullable(command);
    }

    /** The words that may follow, in order. */
    public SortedMap<String, Node> children() {
      return Collections.unmodifiableSortedMap(children);
    }

    /** The node that this word leads to. */
    public Optional<Node> child(String word) {
      return Optional.ofNullable(children.get(word));
    }
  }
}
