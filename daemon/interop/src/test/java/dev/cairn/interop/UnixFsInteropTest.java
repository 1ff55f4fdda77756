package dev.cairn.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.dag.unixfs.Attributes;
import dev.cairn.dag.unixfs.ImportListener;
import dev.cairn.dag.unixfs.ImportOptions;
import dev.cairn.dag.unixfs.Imported;
import dev.cairn.dag.unixfs.TreeImporter;
import dev.cairn.dag.unixfs.UnixTime;
import dev.cairn.dag.unixfs.chunk.Chunker;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Imports each case of {@code unixfs/cases.json} and compares the root with that of npm's ipfs-unixfs-importer. Needs
 * Node and {@code npm ci} in that folder; {@code unixfs/run.sh} does both.
 */
@EnabledIfSystemProperty(named = "cairn.interop", matches = "true", disabledReason = "run daemon/interop/unixfs/run.sh")
final class UnixFsInteropTest {
  private static final Path FOLDER = Path.of("unixfs");
  private static final ObjectMapper JSON = new ObjectMapper();

  private record Root(JsonNode options, String cid, long size) {}

  @Test
  void theSameRootsAsIpfsUnixfsImporter() throws IOException, InterruptedException, GeneralSecurityException {
    List<Root> theirs = theirs();
    List<Root> ours = new ArrayList<>();
    for (JsonNode each : JSON.readTree(FOLDER.resolve("cases.json").toFile())) {
      ours.add(root(each));
    }
    assertThat(ours).hasSizeGreaterThanOrEqualTo(40).isEqualTo(theirs);
    System.out.println(ours.size() + " combinations equal");
  }

  private static List<Root> theirs() throws IOException, InterruptedException {
    Process node = new ProcessBuilder("node", "import.js")
        .directory(FOLDER.toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    List<Root> roots = new ArrayList<>();
    try (BufferedReader lines = node.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode root = JSON.readTree(line);
        roots.add(new Root(root.get("options"), root.get("cid").asText(), root.get("size").asLong()));
      }
      assertThat(node.waitFor()).as("exit code of import.js").isZero();
    } finally {
      node.destroy();
    }
    return roots;
  }

  private static Root root(JsonNode each) throws GeneralSecurityException {
    JsonNode options = each.get("options");
    try (TreeImporter importer = TreeImporter.open(block -> {}, options(options), ImportListener.none())) {
      for (JsonNode entry : each.get("entries")) {
        push(importer, entry);
      }
      Imported root = importer.finish().getFirst();
      return new Root(options, root.cid().toString(), root.cumulativeSize());
    }
  }

  private static ImportOptions options(JsonNode given) {
    int version = given.path("cid").asInt(0);
    return ImportOptions.defaults()
        .withCidVersion(version)
        .withRawLeaves(given.path("raw").asBoolean(version == 1))
        .withKept(true, true)
        .withChunker(new Chunker.Fixed(given.path("chunk").asInt(Chunker.DEFAULT_SIZE)))
        .withLayout(
            given.path("layout").asText().equals("trickle") ? ImportOptions.Layout.TRICKLE
                : ImportOptions.Layout.BALANCED)
        .withMaxFileLinks(given.path("links").asInt(174))
        .withSizeEstimation(
            given.path("estimation").asText().equals("block") ? ImportOptions.SizeEstimation.BLOCK
                : ImportOptions.SizeEstimation.LINKS)
        .withHamtThresholdBytes(given.path("threshold").asLong(262_144))
        .withHamtFanout(1 << given.path("fanoutBits").asInt(8))
        .withWrap(given.path("wrap").asBoolean(false));
  }

  private static void push(TreeImporter importer, JsonNode entry) throws GeneralSecurityException {
    Attributes attributes = attributes(entry);
    for (int i = 0; i < entry.path("count").asInt(1); i++) {
      String path = entry.get("path").asText().replace("*", Integer.toString(i));
      if (entry.has("size")) {
        byte[] content = content(path, entry.get("size").asInt());
        importer.file(path, new ByteArrayInputStream(content), content.length, attributes);
      } else if (entry.has("link")) {
        importer.symlink(path, entry.get("link").asText(), attributes);
      } else {
        importer.directory(path, attributes);
      }
    }
  }

  private static Attributes attributes(JsonNode entry) {
    Attributes attributes = Attributes.none();
    if (entry.has("mode")) {
      attributes = attributes.withMode(entry.get("mode").asInt());
    }
    Iterator<JsonNode> mtime = entry.path("mtime").iterator();
    return mtime.hasNext()
        ? attributes.withMtime(new UnixTime(mtime.next().asLong(), mtime.next().asInt()))
        : attributes;
  }

  /** The first bytes of a ChaCha20 key stream; the seed is the path. */
  private static byte[] content(String path, int size) throws GeneralSecurityException {
    byte[] key = MessageDigest.getInstance("SHA-256").digest(path.getBytes(StandardCharsets.UTF_8));
    Cipher cipher = Cipher.getInstance("ChaCha20");
    cipher.init(
        Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "ChaCha20"), new ChaCha20ParameterSpec(new byte[12], 0));
    byte[] content = new byte[size];
    cipher.update(content, 0, size, content, 0);
    return content;
  }
}
