package dev.cairn.repo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the repository needs of its config file. */
final class RepoConfig {
  static final String FILE = "config";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final JsonNode root;

  private RepoConfig(Path file, JsonNode root) {
    this.file = file;
    this.root = root;
  }

  /** Writes the config file of a new repository: the last step of making one. */
  static void create(Path repo, Identity identity, InitOptions options) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.putObject("Identity")
        .put("PeerID", identity.peerId().toString())
        .put("PrivKey", identity.privateKeyText());
    root.putObject("Datastore").put("StorageMax", "10GB");
    SafeFiles.writePrivate(repo.resolve(FILE), root.toPrettyString());
  }

  static RepoConfig read(Path repo) {
    Path file = repo.resolve(FILE);
    try {
      return new RepoConfig(file, JSON.readTree(Files.readString(file)));
    } catch (JsonProcessingException e) {
      throw Problems.operator("the config file " + file + " is no JSON: " + e.getOriginalMessage()
          + "; mend it or restore it from a backup", e);
    } catch (IOException e) {
      throw Problems.io("read", file, e);
    }
  }

  /** The node's identity, whose peer id must be the one that the config names. */
  Identity identity() {
    String key = root.path("Identity").path("PrivKey").asText();
    if (key.isEmpty()) {
      throw Problems
          .operator("the config file " + file + " has no Identity.PrivKey; restore it from a backup");
    }
    Identity identity = Identity.parse(key);
    String named = root.path("Identity").path("PeerID").asText();
    if (!named.equals(identity.peerId().toString())) {
      throw Problems
          .operator("Identity.PeerID in " + file + " is '" + named + "', but the private key belongs to "
              + identity.peerId() + "; correct the one that is wrong");
    }
    return identity;
  }

  long storageMax() {
    return 10_000_000_000L;
  }
}
