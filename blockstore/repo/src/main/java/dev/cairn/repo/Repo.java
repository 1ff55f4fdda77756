package dev.cairn.repo;

import dev.cairn.config.Config;
import dev.cairn.config.ConfigFile;
import dev.cairn.config.UserError;
import dev.cairn.dag.Block;
import dev.cairn.multiformats.Cid;
import dev.cairn.store.Blockstore;
import dev.cairn.store.pack.PackOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * An open repository: the only way to its blocks, pins and identity, and the only process that has it. Safe for use
 * by many threads; whoever opened it closes it, after everything that uses it.
 */
public final class Repo implements AutoCloseable {
  /** The repository version as Kubo's commands show it. */
  public static final String VERSION = "fs-repo@" + RepoVersion.CURRENT;

  private static final String BLOCKS = "blocks";
  private static final String KEYSTORE = "keystore";

  /** The UnixFS directory without entries, {@code QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn}. */
  private static final byte[] EMPTY_DIRECTORY = {0x0a, 0x02, 0x08, 0x01};

  private final Path path;
  private final RepoLock lock;
  private final RepoConfig config;
  private final RepoStore store;
  private final Leases leases = new Leases();
  private final Blockstore blocks;
  private final Pins pins;
  private final Collector collector;
  private final Verifier verifier;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Repo(Path path, RepoLock lock, RepoConfig config, RepoStore store) {
    this.path = path;
    this.lock = lock;
    this.config = config;
    this.store = store;
    this.blocks = new LeasedBlockstore(store.blocks(), leases);
    this.pins = new Pins(blocks, store.tables(), leases, Links.STANDARD);
    this.collector = new Collector(store.blocks(), pins, leases, Links.STANDARD);
    this.verifier = new Verifier(store.check(), pins);
  }

  /**
   * Makes a repository in this directory, which need not exist: a new identity, a config file with the defaults, an
   * empty store with the empty directory pinned, as Kubo has it. The config file comes last, so whatever interrupts
   * this leaves no repository, and nothing that hinders the next attempt.
   *
   * @return the new identity
   * @throws UserError when there is one already, or the directory cannot be written to
   */
  public static Identity init(Path directory, InitOptions options) {
    return init(directory, options, Repo::openStore);
  }

  static Identity init(Path directory, InitOptions options, RepoStore.Opener opener) {
    Path path = directory.toAbsolutePath().normalize();
    Identity identity = Identity.generate(new SecureRandom());
    ConfigFile config = RepoConfig.initial(identity, options);
    try {
      SafeFiles.directories(path);
      refuseExisting(path);
      try (RepoLock _ = RepoLock.acquire(path)) {
        refuseExisting(path);
        make(path, config, opener);
        return identity;
      }
    } catch (IOException e) {
      throw Problems.io("make a repository in", path, e);
    }
  }

  private static void refuseExisting(Path path) {
    if (exists(path)) {
      throw new UserError("ipfs configuration file already exists! " + path
          + " is a repository, and reinitializing would overwrite its keys; set CAIRN_PATH to use another directory");
    }
  }

  private static void make(Path path, ConfigFile config, RepoStore.Opener opener) throws IOException {
    if (Files.exists(path.resolve(RepoVersion.SPEC_FILE))) {
      RepoVersion.checkSpec(path);
    }
    RepoVersion.write(path);
    SafeFiles.privateDirectory(path.resolve(KEYSTORE));
    RepoStore store = opener.open(path.resolve(BLOCKS), config.config().datastore());
    try (Blockstore blocks = store.blocks()) {
      Leases leases = new Leases();
      Block empty = Block.v0(EMPTY_DIRECTORY.clone());
      try (Lease lease = leases.open()) {
        blocks.put(empty);
        new Pins(blocks, store.tables(), leases, Links.STANDARD).addComplete(lease, empty.cid(), "");
      }
    }
    config.write(path.resolve(RepoConfig.FILE));
  }

  /** Whether there is a repository in this directory. */
  public static boolean exists(Path directory) {
    return Files.exists(directory.resolve(RepoConfig.FILE));
  }

  /**
   * Opens a repository for this process alone.
   *
   * @throws UserError when there is none, another process has it, its version is not ours, its
   *     config file or identity is damaged, or permissions are missing
   * @throws dev.cairn.store.BlockstoreException when the store cannot be opened
   */
  public static Repo open(Path directory) {
    return open(directory, Repo::openStore);
  }

  static Repo open(Path directory, RepoStore.Opener opener) {
    Path path = directory.toAbsolutePath().normalize();
    refuseMissing(path);
    List<AutoCloseable> opened = new ArrayList<>();
    boolean done = false;
    try {
      RepoLock lock = RepoLock.acquire(path);
      opened.add(lock);
      RepoVersion.check(path);
      RepoConfig config = RepoConfig.read(path);
      refuseMissingStore(path);
      ApiFile.removeStale(path);
      Files.deleteIfExists(SafeFiles.temporary(path.resolve(RepoConfig.FILE)));
      RepoStore store = opener.open(path.resolve(BLOCKS), config.config().datastore());
      opened.add(store.blocks());
      Repo repo = new Repo(path, lock, config, store);
      done = true;
      return repo;
    } catch (IOException e) {
      throw Problems.io("open the repository", path, e);
    } finally {
      if (!done) {
        closeAll(opened);
      }
    }
  }

  private static void refuseMissing(Path path) {
    try {
      if (!Files.readAttributes(path, BasicFileAttributes.class).isDirectory()) {
        throw new NotDirectoryException(path.toString());
      }
      // Looks into the directory, so that one without permission is not taken for one without a repository.
      if (Files.isExecutable(path) && !exists(path)) {
        throw new NoSuchFileException(path.toString());
      }
    } catch (NoSuchFileException e) {
      throw new UserError("no IPFS repo found in " + path + "; run 'cairn init' to make one", e);
    } catch (NotDirectoryException e) {
      throw new UserError(path + " is a file, not the directory of a repository; check CAIRN_PATH", e);
    } catch (IOException e) {
      throw Problems.io("open", path, e);
    }
  }

  /** A store that is gone must not be taken for an empty one: most likely its volume is not mounted. */
  private static void refuseMissingStore(Path path) throws IOException {
    Path store = path.resolve(BLOCKS);
    boolean here = false;
    if (Files.isDirectory(store)) {
      try (Stream<Path> files = Files.list(store)) {
        here = files.findAny().isPresent();
      }
    }
    if (!here) {
      throw new UserError("the blocks of the repository are missing: " + store
          + " is not there or empty; mount its volume or restore it from a backup");
    }
  }

  private static RepoStore openStore(Path directory, Config.Datastore config) {
    return RepoStore.open(directory, PackOptions.defaults().withHashOnRead(config.hashOnRead()));
  }

  /** The directory of the repository. */
  public Path path() {
    return path;
  }

  /** The blocks. What is put here while a {@link Lease} is open is safe from collection. */
  public Blockstore blocks() {
    return blocks;
  }

  public Pins pins() {
    return pins;
  }

  public Identity identity() {
    return config.identity();
  }

  /** What the config file meant when the repository was opened. */
  public Config config() {
    return config.config();
  }

  /**
   * The config file as it is now: other programs write it too.
   *
   * @throws UserError when it cannot be read
   */
  public ConfigFile configFile() {
    return config.current();
  }

  /**
   * Changes the config file; {@link #config} stays what it was. One change at a time.
   *
   * @return the file as it was written
   * @throws UserError when it cannot be read or written, or the change is refused
   */
  public ConfigFile changeConfig(UnaryOperator<ConfigFile> change) {
    return config.change(change);
  }

  /** What opening the store repaired or dropped, one line each; empty after a clean stop. */
  public List<String> notices() {
    return store.notices();
  }

  /** Protects the blocks that are put from now on, until the lease is closed. */
  public Lease lease() {
    return leases.open();
  }

  public Collector collector() {
    return collector;
  }

  public Verifier verifier() {
    return verifier;
  }

  /** The repository in numbers, at once. */
  public RepoStat stat() {
    Blockstore.Usage usage = store.blocks().usage();
    return new RepoStat(usage.diskBytes(), usage.bytes(), config.config().datastore().storageMaxBytes(),
        usage.blocks(), pins.count(),
        path,
        VERSION);
  }

  /**
   * Removes single blocks, unless a pin or work under way needs them. Whether a pin does takes a walk below all
   * recursive pins, one for all blocks.
   *
   * @throws PinException with code {@code INCOMPLETE} when that cannot be told
   */
  public List<BlockRemoval> removeBlocks(Collection<Cid> cids) {
    List<BlockRemoval> removals = new ArrayList<>();
    // Open before asking for pins: what somebody pins or puts from then on is held by this lease.
    try (Lease _ = leases.openOverAll()) {
      Map<Cid, PinState> states = pins.states(cids);
      leases.whileShut(held -> {
        for (Cid cid : cids) {
          removals.add(remove(cid, states.getOrDefault(cid, new PinState.NotPinned(cid)), held));
        }
      });
    }
    blocks.sync();
    return removals;
  }

  private BlockRemoval remove(Cid cid, PinState state, Leases.Held held) {
    return switch (state) {
      case PinState.Pinned(Pin pin) -> new BlockRemoval(cid, BlockRemoval.Status.PINNED,
          "pinned: " + pin.mode().label());
      case PinState.Indirect(Cid _, Cid by) ->
        new BlockRemoval(cid, BlockRemoval.Status.PINNED, "pinned via " + by);
      case PinState.NotPinned _ -> {
        if (held.test(cid.multihash())) {
          yield new BlockRemoval(cid, BlockRemoval.Status.IN_USE,
              "in use by work under way; try again when it has ended");
        }
        yield store.blocks().delete(cid.multihash())
            ? new BlockRemoval(cid, BlockRemoval.Status.REMOVED, "")
            : new BlockRemoval(cid, BlockRemoval.Status.NOT_FOUND, "ipld: could not find " + cid);
      }
    };
  }

  /** Makes everything durable and gives the repository up. Further calls do nothing. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      closeAll(List.of(lock, store.blocks()));
    }
  }

  /** Closes in reverse order; later failures are attached to the first. */
  private static void closeAll(List<AutoCloseable> opened) {
    RuntimeException failure = null;
    for (AutoCloseable resource : opened.reversed()) {
      try {
        resource.close();
      } catch (Exception e) {
        RuntimeException wrapped = e instanceof RuntimeException r ? r : new IllegalStateException(e);
        if (failure == null) {
          failure = wrapped;
        } else {
          failure.addSuppressed(wrapped);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
