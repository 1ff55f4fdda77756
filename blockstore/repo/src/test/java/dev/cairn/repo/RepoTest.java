package dev.cairn.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.cairn.config.ConfigProblem;
import dev.cairn.config.UserError;
import dev.cairn.dag.Block;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multicodec;
import dev.cairn.store.BlockstoreException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RepoTest {
  private static final String EMPTY_DIRECTORY = "QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn";

  @TempDir
  Path temp;

  private Path dir;

  @BeforeEach
  void name() {
    dir = temp.resolve("not").resolve("there yet");
  }

  private void init() {
    Repo.init(dir, InitOptions.DEFAULTS);
  }

  private void refusesToOpen(String... words) {
    assertThatThrownBy(() -> Repo.open(dir))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(words)
        .message().doesNotContain("\n");
  }

  private void refusesToInit(String... words) {
    assertThatThrownBy(this::init)
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll(words)
        .message().doesNotContain("\n");
  }

  @Test
  void init_makesTheFilesThatKuboHas() throws Exception {
    Identity identity = Repo.init(dir, InitOptions.DEFAULTS);

    assertThat(dir.resolve("version")).hasContent("18");
    assertThat(dir.resolve("datastore_spec")).content().contains("\"type\":\"pack\"");
    assertThat(dir.resolve("blocks")).isDirectory();
    assertThat(dir.resolve("keystore")).isEmptyDirectory();
    assertThat(dir.resolve("config")).content().contains(identity.peerId().toString());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("config"))))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("keystore"))))
        .isEqualTo("rwx------");
    assertThat(Repo.exists(dir)).isTrue();
    try (var files = Files.list(dir)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("version",
          "datastore_spec", "blocks", "keystore", "config", "repo.lock");
    }
  }

  @Test
  void open_afterInit_hasTheIdentityAndTheEmptyDirectoryPinned() {
    Identity identity = Repo.init(dir, InitOptions.DEFAULTS);
    try (Repo repo = Repo.open(dir)) {
      assertThat(repo.identity().peerId()).isEqualTo(identity.peerId());
      assertThat(repo.path()).isEqualTo(dir);
      assertThat(repo.notices()).isEmpty();
      assertThat(repo.pins().get(Cid.parse(EMPTY_DIRECTORY)))
          .contains(new Pin(Cid.parse(EMPTY_DIRECTORY), Pin.Mode.RECURSIVE, ""));
      assertThat(repo.blocks().has(Cid.parse(EMPTY_DIRECTORY))).isTrue();
      assertThat(repo.blocks().get(Cid.parse(EMPTY_DIRECTORY)).orElseThrow().size()).isEqualTo(4);
    }
  }

  @Test
  void init_overARepository_changesNothing() throws Exception {
    init();
    byte[] before = Files.readAllBytes(dir.resolve("config"));

    refusesToInit("already exists", "overwrite its keys", dir.toString());
    assertThat(dir.resolve("config")).hasBinaryContent(before);
    try (Repo repo = Repo.open(dir)) {
      assertThat(repo.identity()).isNotNull();
      refusesToInit("already exists");
    }
  }

  @Test
  void init_whereAnAttemptDiedHalfway_succeeds() throws Exception {
    RepoStore.Opener failing = (directory, config) -> {
      throw new BlockstoreException(BlockstoreException.Code.FULL, "no space left on device");
    };
    assertThatThrownBy(() -> Repo.init(dir, InitOptions.DEFAULTS, failing)).hasMessageContaining("no space");
    assertThat(Repo.exists(dir)).isFalse();
    refusesToOpen("no IPFS repo found in " + dir, "cairn init");
    Files.writeString(dir.resolve(".config.tmp"), "half a con");
    Files.writeString(dir.resolve("version"), "");

    init();

    try (Repo repo = Repo.open(dir)) {
      assertThat(repo.pins().count()).isOne();
    }
    assertThat(dir.resolve(".config.tmp")).doesNotExist();
  }

  @Test
  void init_besideOtherFiles_leavesThemAlone() throws Exception {
    Files.createDirectories(dir);
    Files.writeString(dir.resolve("notes.txt"), "mine");

    init();

    assertThat(dir.resolve("notes.txt")).hasContent("mine");
  }

  @Test
  void init_overTheStoreOfAnotherProgram_isRefused() throws Exception {
    Files.createDirectories(dir);
    Files.writeString(dir.resolve("datastore_spec"), "{\"mounts\":[],\"type\":\"mount\"}");

    refusesToInit("another program", "CAIRN_PATH");
    assertThat(dir.resolve("datastore_spec")).content().contains("mount");
  }

  @Test
  void init_whereAFileIs_isRefused() throws Exception {
    Files.createDirectories(dir.getParent());
    Files.writeString(dir, "a file");

    refusesToInit("cannot make a repository in", dir.toString());
    refusesToOpen("is a file", "CAIRN_PATH");
  }

  @Test
  void open_withoutARepository_saysHowToMakeOne_andLeavesNoTrace() throws Exception {
    refusesToOpen("no IPFS repo found in " + dir, "cairn init");
    Files.createDirectories(dir);
    refusesToOpen("no IPFS repo found in " + dir, "cairn init");
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void open_twice_namesTheTrouble() {
    init();
    try (Repo _ = Repo.open(dir)) {
      refusesToOpen("already open in this process");
    }
    Repo.open(dir).close();
  }

  @Test
  void open_ofAnotherVersion_saysWhatToDo() throws Exception {
    init();
    Path version = dir.resolve("version");
    Files.writeString(version, "19\n");
    refusesToOpen("version 19", "reads version 18", "update");
    Files.writeString(version, "12");
    refusesToOpen("version 12", "migrate");
    Files.writeString(version, "eighteen\n\u0000" + "x".repeat(1000));
    refusesToOpen("version file", "18", "eighteen");
    Files.writeString(version, "99999999999999999999");
    refusesToOpen("version file", "backup");
    Files.delete(version);
    refusesToOpen(version.toString(), "missing");
    Files.writeString(version, "18");
    Repo.open(dir).close();
  }

  @Test
  void open_ofAStoreThatIsNotOurs_saysSo() throws Exception {
    init();
    Path spec = dir.resolve("datastore_spec");
    String ours = Files.readString(spec);
    Files.writeString(spec, ours.replace("\"format\":1", "\"format\":2"));
    refusesToOpen("newer Cairn", "update");
    Files.writeString(spec,
        "{\"type\":\"mount\",\"mounts\":[{\"mountpoint\":\"/blocks\",\"type\":\"flatfs\"}]}");
    refusesToOpen("another program", "CAIRN_PATH");
    Files.writeString(spec, ours.replace(",", " ,\n"));
    Repo.open(dir).close();
  }

  @Test
  void open_withoutItsBlocks_isRefused_ratherThanEmpty() throws Exception {
    init();
    Path blocks = dir.resolve("blocks");
    Path elsewhere = dir.resolve("elsewhere");
    Files.move(blocks, elsewhere);
    refusesToOpen("blocks of the repository are missing", blocks.toString(), "mount");
    Files.createDirectory(blocks);
    refusesToOpen("blocks of the repository are missing", blocks.toString());
    Files.delete(blocks);
    Files.move(elsewhere, blocks);
    try (Repo repo = Repo.open(dir)) {
      assertThat(repo.pins().count()).isOne();
    }
  }

  @Test
  void missingPermission_isSaidWithWhatToDo() {
    assertThat(Problems.io("create", dir, new AccessDeniedException(dir.toString())))
        .hasMessage("no permission to create " + dir
            + "; run as the owner of the repository or change its permissions");
    assertThat(Problems.io("read", dir, new FileSystemException(dir.toString(), null, "Device is on fire")))
        .hasMessage("cannot read " + dir + ": Device is on fire");
    assertThat(Problems.io("read", dir, new IOException("Short read"))).hasMessageEndingWith(": Short read");
    assertThat(Problems.io("read", dir, new IOException())).hasMessageEndingWith(": IOException");
  }

  @Test
  void open_withADamagedConfig_namesTheFile() throws Exception {
    init();
    Path config = dir.resolve("config");
    String good = Files.readString(config);
    Files.writeString(config, good.substring(0, good.length() / 2));
    refusesToOpen(config.toString());
    Files.writeString(config, "{}");
    refusesToOpen("Identity.PrivKey");
    Files.writeString(config, "");
    refusesToOpen("config");
    Files.writeString(config, good);
    Repo.open(dir).close();
  }

  @Test
  void open_withAPeerIdThatIsNotOfTheKey_isRefused() throws Exception {
    Identity identity = Repo.init(dir, InitOptions.DEFAULTS);
    Identity other = Identity.generate(new SecureRandom());
    Path config = dir.resolve("config");
    Files.writeString(config, Files.readString(config)
        .replace(identity.peerId().toString(), other.peerId().toString()));

    refusesToOpen("Identity.PeerID", identity.peerId().toString(), other.peerId().toString());
  }

  @Test
  void open_afterACrash_removesItsLeftovers() throws Exception {
    init();
    for (String name : List.of("api", "gateway", ".api.tmp", ".gateway.tmp", ".config.tmp")) {
      Files.writeString(dir.resolve(name), "left");
    }
    Files.writeString(dir.resolve("repo.lock"), "123456\n");

    try (Repo _ = Repo.open(dir)) {
      try (var files = Files.list(dir)) {
        assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("version",
            "datastore_spec", "blocks", "keystore", "config", "repo.lock");
      }
    }
  }

  @Test
  void open_thatFails_givesTheLockBack() throws Exception {
    init();
    RepoStore.Opener failing = (directory, config) -> {
      throw new BlockstoreException(BlockstoreException.Code.CORRUPT, "segment header is damaged");
    };
    assertThatThrownBy(() -> Repo.open(dir, failing)).hasMessageContaining("segment header");
    Repo.open(dir).close();
  }

  @Test
  void close_twice_isHarmless_andTheStoreIsClosed() {
    init();
    Repo repo = Repo.open(dir);
    repo.close();
    repo.close();
    assertThatThrownBy(() -> repo.blocks().put(TestDag.leaf("late")))
        .isInstanceOfSatisfying(BlockstoreException.class,
            e -> assertThat(e.code()).isEqualTo(BlockstoreException.Code.CLOSED));
  }

  @Test
  void stat_isInNumbers() {
    init();
    try (Repo repo = Repo.open(dir)) {
      repo.blocks().put(TestDag.leaf("twelve bytes"));
      RepoStat stat = repo.stat();
      assertThat(stat.numObjects()).isEqualTo(2);
      assertThat(stat.blockBytes()).isEqualTo(16);
      assertThat(stat.repoSize()).isGreaterThanOrEqualTo(16);
      assertThat(stat.storageMax()).isEqualTo(10_000_000_000L);
      assertThat(stat.pins()).isOne();
      assertThat(stat.repoPath()).isEqualTo(dir);
      assertThat(stat.version()).isEqualTo("fs-repo@18");
    }
  }

  @Test
  void removeBlocks_sparesWhatIsNeeded() {
    init();
    try (Repo repo = Repo.open(dir)) {
      Block leaf = TestDag.leaf("leaf");
      Block root = TestDag.node(leaf);
      Block loose = TestDag.leaf("loose");
      Block leased = TestDag.leaf("leased");
      repo.blocks().putAll(List.of(leaf, root, loose));
      repo.pins().add(root.cid(), Pin.Mode.RECURSIVE, "");
      Cid none = TestDag.leaf("none").cid();
      List<BlockRemoval> removals;
      try (Lease _ = repo.lease()) {
        repo.blocks().put(leased);
        removals = repo.removeBlocks(List.of(root.cid(), leaf.cid(), loose.cid(), leased.cid(), none));
      }
      assertThat(removals).containsExactly(
          new BlockRemoval(root.cid(), BlockRemoval.Status.PINNED, "pinned: recursive"),
          new BlockRemoval(leaf.cid(), BlockRemoval.Status.PINNED, "pinned via " + root.cid()),
          new BlockRemoval(loose.cid(), BlockRemoval.Status.REMOVED, ""),
          new BlockRemoval(leased.cid(), BlockRemoval.Status.IN_USE,
              "in use by work under way; try again when it has ended"),
          new BlockRemoval(none, BlockRemoval.Status.NOT_FOUND, "ipld: could not find " + none));
      assertThat(repo.blocks().has(loose.cid())).isFalse();
      assertThat(repo.blocks().has(leaf.cid())).isTrue();
    }
  }

  @Test
  void verify_reportsBrokenPins() {
    PinsFixture fixture = new PinsFixture();
    Block a = TestDag.leaf("a");
    Block b = TestDag.leaf("b");
    Block root = TestDag.node(a, b);
    fixture.put(a, b, root);
    fixture.pinRecursively(root.cid());
    List<VerifyEvent> events = new ArrayList<>();
    assertThat(fixture.verifier.verify(events::add)).isEqualTo(new VerifyResult(7, 70, 0, 0, 1, 0));
    assertThat(events).isEmpty();

    fixture.store.damage(a);
    VerifyResult result = fixture.verifier.verify(events::add);

    assertThat(result.ok()).isFalse();
    assertThat(result.brokenPins()).isOne();
    assertThat(events).singleElement()
        .satisfies(event -> assertThat(((VerifyEvent.BrokenPin) event).check().badBlocks())
            .extracting(BadBlock::cid)
            .containsExactly(a.cid()));
  }

  @Test
  void profiles_areApplied_andAnUnknownOneLeavesNothing() {
    assertThatThrownBy(() -> Repo.init(dir, InitOptions.DEFAULTS.withProfiles(List.of("test", "tset"))))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("tset");
    assertThat(dir).doesNotExist();

    Repo.init(dir, InitOptions.DEFAULTS.withProfiles(List.of("test", "unixfs-v1-2025")));

    try (Repo repo = Repo.open(dir)) {
      assertThat(repo.config().importing().effectiveCidVersion()).isOne();
      assertThat(repo.config().addresses().api()).hasToString("[/ip4/127.0.0.1/tcp/0]");
      assertThat(repo.configFile().problems()).noneMatch(ConfigProblem::isError);
    }
  }

  @Test
  void changeConfig_isWritten_andTakesEffectOnTheNextOpening() throws Exception {
    init();
    try (Repo repo = Repo.open(dir)) {
      assertThat(repo.changeConfig(file -> file.with("Datastore.StorageMax", TextNode.valueOf("5GB")))
          .get("Datastore.StorageMax").asText()).isEqualTo("5GB");
      assertThat(repo.config().datastore().storageMaxBytes()).isEqualTo(10_000_000_000L);
      assertThat(repo.configFile().get("Datastore.StorageMax").asText()).isEqualTo("5GB");
      assertThatThrownBy(
          () -> repo.changeConfig(file -> file.with("Datastore.StorageMax", TextNode.valueOf("much"))))
          .isInstanceOf(UserError.class);
    }
    try (Repo repo = Repo.open(dir)) {
      assertThat(repo.stat().storageMax()).isEqualTo(5_000_000_000L);
    }
  }

  @Test
  void anyOtherAlgorithm_isRefused() {
    assertThat(InitOptions.DEFAULTS.withAlgorithm("Ed25519")).isEqualTo(InitOptions.DEFAULTS);
    assertThatThrownBy(() -> InitOptions.DEFAULTS.withAlgorithm("rsa"))
        .hasMessageContainingAll("rsa", "--algorithm=ed25519");
  }
}
