package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unpacking what {@code get} receives: what is made, and what a hostile archive cannot do. */
class TarExtractorTest {
  @TempDir
  Path dir;

  private Path target;
  private Path outside;

  @BeforeEach
  void places() throws IOException {
    target = dir.resolve("target");
    outside = Files.createDirectory(dir.resolve("outside"));
  }

  /** An archive in the making. */
  private static final class Archive {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes);

    private Archive add(TarArchiveEntry entry, String content) throws IOException {
      byte[] data = content.getBytes(StandardCharsets.UTF_8);
      entry.setSize(data.length);
      tar.putArchiveEntry(entry);
      tar.write(data);
      tar.closeArchiveEntry();
      return this;
    }

    Archive file(String name, String content) throws IOException {
      return add(new TarArchiveEntry(name, true), content);
    }

    Archive directory(String name) throws IOException {
      return add(new TarArchiveEntry(name + "/", true), "");
    }

    Archive link(String name, String to) throws IOException {
      return special(name, TarConstants.LF_SYMLINK, to);
    }

    Archive special(String name, byte type, String to) throws IOException {
      TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
      entry.setLinkName(to);
      return add(entry, "");
    }

    byte[] bytes() throws IOException {
      tar.finish();
      return bytes.toByteArray();
    }
  }

  private void extract(byte[] archive) throws IOException {
    TarExtractor.extract(new ByteArrayInputStream(archive), target);
  }

  private void refuses(Archive archive, String reason) throws IOException {
    byte[] bytes = archive.bytes();
    assertThatThrownBy(() -> extract(bytes)).isInstanceOf(CliException.class).hasMessageContaining(reason)
        .message().doesNotContain("\n");
    assertThat(outside).as("nothing is written elsewhere").isEmptyDirectory();
    assertThat(dir.toFile().list()).as("nothing appears beside the target")
        .allMatch(name -> name.equals("outside") || name.equals("target"));
  }

  @Test
  void aTreeWithLinksModesAndTimes() throws IOException {
    TarArchiveEntry script = new TarArchiveEntry("root/sub/run", true);
    script.setMode(0104750);
    script.setModTime(java.util.Date.from(Instant.ofEpochSecond(1_000_000_000)));
    extract(new Archive().directory("root").directory("root/sub").add(script, "#!/bin/sh\n")
        .link("root/link", "sub/run").file("root/ü", "umlaut").bytes());
    assertThat(target.resolve("sub/run")).hasContent("#!/bin/sh\n");
    assertThat(Files.getAttribute(target.resolve("sub/run"), "unix:mode")).as("without set-user-id")
        .isEqualTo(0100750);
    assertThat(Files.getLastModifiedTime(target.resolve("sub/run")).toInstant().getEpochSecond())
        .isEqualTo(1_000_000_000);
    assertThat(Files.readSymbolicLink(target.resolve("link"))).isEqualTo(Path.of("sub/run"));
    assertThat(target.resolve("ü")).hasContent("umlaut");
  }

  @Test
  void aFileBecomesTheTarget_orGoesIntoItWhenItIsADirectory() throws IOException {
    extract(new Archive().file("name", "one").bytes());
    assertThat(target).hasContent("one");
    extract(new Archive().file("name", "two").bytes());
    assertThat(target).as("an existing file is replaced").hasContent("two");
    Files.delete(target);
    Files.createDirectory(target);
    extract(new Archive().file("name", "three").bytes());
    assertThat(target.resolve("name")).hasContent("three");
  }

  @ParameterizedTest
  @ValueSource(strings = {"root/../x", "root/sub/../../x", "/etc/x", "root//x", "root/./x", "../x", "x"})
  void namesThatLeadOutAreRefused(String name) throws IOException {
    refuses(new Archive().directory("root").file(name, "bad"), "refused to write");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "/x", "..", "."})
  void soAreSuchRoots(String name) throws IOException {
    refuses(new Archive().file(name, "bad"), "refused to write");
    assertThat(target).doesNotExist();
  }

  @Test
  void nothingGoesThroughALinkOfTheArchive() throws IOException {
    refuses(new Archive().directory("root").link("root/way", outside.toString()).file("root/way/x", "bad"),
        "not a directory of its own");
    refuses(new Archive().directory("root").link("root/up", "..").file("root/up/outside/x", "bad"),
        "not a directory of its own");
    assertThat(Files.readSymbolicLink(target.resolve("way"))).as("the link itself is made")
        .isEqualTo(outside);
  }

  @Test
  void norThroughARootThatIsALink() throws IOException {
    refuses(new Archive().link("root", outside.toString()).file("root/x", "bad"),
        "does not lie below the root");
  }

  @Test
  void theRootIsNotReplacedByALink() throws IOException {
    refuses(
        new Archive().directory("root").link("root", outside.toString()).file("root/x", "bad"),
        "does not lie below the root");
    assertThat(Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)).isTrue();
  }

  @Test
  void aLinkThatLiesThereIsReplacedAndNotWrittenThrough() throws IOException {
    Path precious = Files.writeString(dir.resolve("outside/precious"), "mine");
    Files.createDirectory(target);
    Files.createSymbolicLink(target.resolve("file"), precious);
    extract(new Archive().directory("root").file("root/file", "new").bytes());
    assertThat(precious).hasContent("mine");
    assertThat(target.resolve("file")).isRegularFile().hasContent("new");
    assertThat(Files.isSymbolicLink(target.resolve("file"))).isFalse();
  }

  @Test
  void theTargetItselfMayBeALinkOfItsOwner() throws IOException {
    Files.createSymbolicLink(target, outside);
    extract(new Archive().directory("root").file("root/file", "wanted").bytes());
    assertThat(outside.resolve("file")).hasContent("wanted");
  }

  @ParameterizedTest
  @ValueSource(bytes = {TarConstants.LF_CHR, TarConstants.LF_BLK, TarConstants.LF_FIFO, TarConstants.LF_LINK})
  void devicesPipesAndHardLinksAreRefused(byte type) throws IOException {
    refuses(new Archive().directory("root").special("root/odd", type, "root"), "neither a file");
    assertThat(target.resolve("odd")).doesNotExist();
  }

  @Test
  void aFileDoesNotReplaceADirectoryWithContent_norADirectoryAFile() throws IOException {
    Files.createDirectories(target.resolve("x/full"));
    refuses(new Archive().directory("root").file("root/x", "file"), "x: it is a directory that is not empty");
    Files.writeString(target.resolve("y"), "file");
    refuses(new Archive().directory("root").directory("root/y"), "y: it exists already, as something else");
    assertThat(target.resolve("y")).hasContent("file");
  }

  @Property(tries = 200)
  void anArchiveCutShortLeavesNoHalfFile(@ForAll @IntRange(max = 3583) int length) throws IOException {
    Path place = Files.createTempDirectory("cairn-tar");
    Path root = place.resolve("root");
    byte[] archive = new Archive().directory("root").file("root/a", "a".repeat(700)).file("root/b", "bbb")
        .bytes();
    try {
      TarExtractor.extract(new ByteArrayInputStream(Arrays.copyOf(archive, length)), root);
      // A cut within a header reads as the end; the transport has told of it by then.
      assertThat(length).isPositive();
    } catch (IOException | CliException refused) {
      assertThat(refused.getMessage()).isNotBlank().doesNotContain("\n");
    } finally {
      if (Files.exists(root.resolve("a"))) {
        assertThat(root.resolve("a")).hasSize(700);
        Files.delete(root.resolve("a"));
      }
      if (Files.exists(root.resolve("b"))) {
        assertThat(root.resolve("b")).hasSize(3);
        Files.delete(root.resolve("b"));
      }
      Files.deleteIfExists(root);
      Files.delete(place);
    }
  }

  @Test
  void noiseAndNothingAreRefused() {
    byte[] noise = new byte[2048];
    new java.util.Random(7).nextBytes(noise);
    assertThatThrownBy(() -> extract(noise)).isInstanceOfAny(IOException.class, CliException.class);
    assertThatThrownBy(() -> extract(new byte[0])).isInstanceOf(IOException.class)
        .hasMessageContaining("without entries");
    assertThat(target).doesNotExist();
  }
}
