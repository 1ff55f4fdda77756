package dev.cairn.dag.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.cairn.dag.Block;
import dev.cairn.dag.BlockNotFoundException;
import dev.cairn.dag.Blocks;
import dev.cairn.dag.DecodeException;
import dev.cairn.dag.Fixtures;
import dev.cairn.dag.car.CarReader;
import dev.cairn.dag.codec.Codecs;
import dev.cairn.dag.ipld.Node.IntNode;
import dev.cairn.dag.ipld.Node.LinkNode;
import dev.cairn.dag.ipld.Node.TextNode;
import dev.cairn.dag.path.PathNotFoundException.Code;
import dev.cairn.dag.pb.DagPb;
import dev.cairn.dag.pb.Names;
import dev.cairn.dag.pb.PbLink;
import dev.cairn.dag.pb.PbNode;
import dev.cairn.dag.unixfs.UnixFsException;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.Multicodec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResolverTest {
  /** UnixFS messages: type 1 is a directory, 2 a file with content "hi", 4 a symbolic link to "x". */
  private static final byte[] DIRECTORY = {8, 1};
  private static final byte[] FILE = {8, 2, 18, 2, 'h', 'i', 24, 2};
  private static final byte[] SYMLINK = {8, 4, 18, 1, 'x'};

  private static final Block LEAF = Blocks.raw("leaf");
  private static final Block FILE_NODE = pb(FILE);
  private static final Block SYMLINK_NODE = pb(SYMLINK);
  private static final Block SUB = pb(DIRECTORY, link("file", FILE_NODE), link("leaf", LEAF),
      link("link", SYMLINK_NODE), link("\udcff", LEAF), link("same", LEAF), link("same", FILE_NODE));
  private static final Block VALUE = json(
      "{\"a\":{\"b\":[1,{\"/\":\"" + SUB.cid() + "\"},{\"c\":null,\"d\":\"x\"}]},"
          + "\"l\":{\"/\":\"" + LEAF.cid() + "\"}}",
      Multicodec.DAG_CBOR);
  private static final Block JSON = json("{\"v\":{\"/\":\"" + VALUE.cid() + "\"}}", Multicodec.DAG_JSON);
  private static final Block ROOT = pb(DIRECTORY, link("json", JSON), link("sub", SUB), link("value", VALUE));
  private final Blocks blocks = new Blocks().with(LEAF, FILE_NODE, SYMLINK_NODE, SUB, VALUE, JSON, ROOT);
  private final Resolver resolver = new Resolver(blocks);

  @Test
  void directories_areWalkedByName() {
    assertThat(resolve("")).isEqualTo(resolution(ROOT, List.of(), ROOT));
    assertThat(resolve("/sub")).isEqualTo(resolution(SUB, List.of(), ROOT, SUB));
    assertThat(resolve("/sub/leaf")).isEqualTo(resolution(LEAF, List.of(), ROOT, SUB, LEAF));
    assertThat(resolve("/sub/link")).isEqualTo(resolution(SYMLINK_NODE, List.of(), ROOT, SUB, SYMLINK_NODE));
    assertThat(resolve("/sub/same").cid()).as("the first of two").isEqualTo(LEAF.cid());
    assertThat(resolver.resolve(SUB.cid(), List.of(Names.text(new byte[]{(byte) 0xff}))).cid())
        .isEqualTo(LEAF.cid());
  }

  @Test
  void onlyTheBlocksOnTheWay_areRead() {
    blocks.drop(SUB.cid());
    assertThat(resolve("/sub").cid()).isEqualTo(SUB.cid());
    assertThat(blocks.reads).isEqualTo(1);
    assertThatThrownBy(() -> resolve("/sub/leaf")).isInstanceOf(BlockNotFoundException.class)
        .hasMessage("ipld: could not find " + SUB.cid());
  }

  @Test
  void valuesAndLinks_areWalkedAcrossCodecs() {
    assertThat(resolve("/value/l")).isEqualTo(resolution(LEAF, List.of(), ROOT, VALUE, LEAF));
    assertThat(resolve("/value/a/b/1/file"))
        .isEqualTo(resolution(FILE_NODE, List.of(), ROOT, VALUE, VALUE, VALUE, SUB, FILE_NODE));
    assertThat(resolve("/json/v/a/b/2/d"))
        .isEqualTo(
            resolution(VALUE, List.of("a", "b", "2", "d"), ROOT, JSON, VALUE, VALUE, VALUE, VALUE, VALUE));
    assertThat(resolver.value(resolve("/json/v/a/b/2/d"))).isEqualTo(new TextNode("x"));
    assertThat(resolver.value(resolve("/json/v/a/b/02/d"))).isEqualTo(new TextNode("x"));
    assertThat(resolver.value(resolve("/value/a/b/0"))).isEqualTo(IntNode.of(1));
    assertThat(resolver.value(resolve("/json"))).isEqualTo(Codecs.decode(JSON.cid(), JSON.bytes()));
  }

  @ParameterizedTest
  @CsvSource({
      "/nope, NO_SUCH_LINK, nope, ROOT",
      "/sub/nope/deeper, NO_SUCH_LINK, nope, SUB",
      "/Links, NO_SUCH_LINK, Links, ROOT",
      "/sub/file/x, NOT_A_DIRECTORY, x, FILE",
      "/sub/leaf/x, NOT_A_DIRECTORY, x, LEAF",
      "/sub/link/x, NOT_A_DIRECTORY, x, SYMLINK",
      "/value/x, NO_SUCH_LINK, x, VALUE",
      "/value/a/b/3, NO_SUCH_LINK, 3, VALUE",
      "/value/a/b/-1, NO_SUCH_LINK, -1, VALUE",
      "/value/a/b/x, NO_SUCH_LINK, x, VALUE",
      "/value/a/b/99999999999999999999, NO_SUCH_LINK, 99999999999999999999, VALUE",
      "/value/a/b/0/x, NOT_A_DIRECTORY, x, VALUE",
      "/value/a/b/2/c/x, NOT_A_DIRECTORY, x, VALUE"})
  void pathThatLeadsNowhere_saysWhichSegmentAndWhere(String path, Code code, String name, String at) {
    Cid cid = switch (at) {
      case "ROOT" -> ROOT.cid();
      case "SUB" -> SUB.cid();
      case "FILE" -> FILE_NODE.cid();
      case "LEAF" -> LEAF.cid();
      case "SYMLINK" -> SYMLINK_NODE.cid();
      default -> VALUE.cid();
    };
    assertThatThrownBy(() -> resolve(path))
        .hasMessageStartingWith("no link named \"" + name + "\" under " + cid)
        .asInstanceOf(type(PathNotFoundException.class))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code))
        .satisfies(e -> assertThat(e.name()).isEqualTo(name))
        .satisfies(e -> assertThat(e.cid()).isEqualTo(cid));
  }

  @Test
  void dagPbWithoutUnixFs_isWalkedByLinkName() {
    Block plain = Block.of(Multicodec.DAG_PB, HashFunction.SHA2_256,
        DagPb.encode(new PbNode(List.of(link("a", LEAF), PbLink.bare(SUB.cid())), new byte[]{1, 2, 3})));
    blocks.put(plain);
    assertThat(resolver.resolve(plain.cid(), List.of("a")).cid()).isEqualTo(LEAF.cid());
    assertThatThrownBy(() -> resolver.resolve(plain.cid(), List.of("b")))
        .isInstanceOf(PathNotFoundException.class);
  }

  @Test
  void ipldPaths_walkTheDataModelOfEveryCodec() {
    ContentPath path = ContentPath.parse("/ipld/" + ROOT.cid() + "/Links/1/Hash/Links/0/Name");
    Resolution resolution = resolver.resolve(path);
    assertThat(resolution).isEqualTo(
        resolution(SUB, List.of("Links", "0", "Name"), ROOT, ROOT, ROOT, SUB, SUB, SUB, SUB));
    assertThat(resolver.value(resolution)).isEqualTo(new TextNode("file"));
    assertThatThrownBy(() -> resolver.resolve(ContentPath.parse("/ipld/" + ROOT.cid() + "/sub")))
        .isInstanceOf(PathNotFoundException.class);
    assertThatThrownBy(() -> resolver.resolve(ContentPath.parse("/ipld/" + LEAF.cid() + "/0")))
        .isInstanceOf(PathNotFoundException.class)
        .hasMessageContaining("bytes");
  }

  @Test
  void blockThatIsOnlyALink_isPassedThrough() {
    Block alias = Blocks.cbor(new LinkNode(SUB.cid()));
    blocks.put(alias);
    assertThat(resolver.resolve(alias.cid(), List.of()).cid()).isEqualTo(alias.cid());
    assertThat(resolver.resolve(alias.cid(), List.of("leaf")).cid()).isEqualTo(LEAF.cid());
  }

  @Test
  void names_haveToBeResolvedBefore() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> resolver.resolve(ContentPath.parse("/ipns/example.org")));
  }

  @Test
  void malformedAndUnknownBlocks_areToldApartFromMissingLinks() {
    Block malformed = Block.of(Multicodec.DAG_CBOR, HashFunction.SHA2_256, new byte[]{(byte) 0xff});
    Block brokenPb = Block.of(Multicodec.DAG_PB, HashFunction.SHA2_256, new byte[]{(byte) 0xff});
    Block unknown = Block.of(Multicodec.GIT_RAW, HashFunction.SHA2_256, new byte[]{1});
    blocks.with(malformed, brokenPb, unknown);
    assertThatThrownBy(() -> resolver.resolve(malformed.cid(), List.of("a")))
        .isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> resolver.resolve(brokenPb.cid(), List.of("a")))
        .isInstanceOf(UnixFsException.class);
    assertThatThrownBy(() -> resolver.resolve(unknown.cid(), List.of("a")))
        .isInstanceOf(DecodeException.class);
  }

  @Test
  void lenientlyWrittenDagCbor_isWalked() {
    Block unsorted = Block.of(Multicodec.DAG_CBOR, HashFunction.SHA2_256,
        HexFormat.of().parseHex("a2616201616102"));
    blocks.put(unsorted);
    assertThat(resolver.value(resolver.resolve(unsorted.cid(), List.of("a")))).isEqualTo(IntNode.of(2));
  }

  /** The sharded directory of the official gateway suite, whose entries are called 1.txt to 1000.txt. */
  @Test
  void shardedDirectory_isOneSegment() throws IOException {
    Blocks sharded = new Blocks();
    Cid root;
    try (InputStream file = Files.newInputStream(
        Fixtures
            .path("gateway-conformance/trustless_gateway_car/single-layer-hamt-with-multi-block-files.car"));
        CarReader reader = CarReader.open(file)) {
      root = reader.roots().getFirst();
      for (Optional<Block> next = reader.next(); next.isPresent(); next = reader.next()) {
        sharded.put(next.get());
      }
    }
    Resolver here = new Resolver(sharded);
    Resolution resolution = here.resolve(root, List.of("686.txt"));
    assertThat(resolution.roots()).containsExactly(root, resolution.cid());
    assertThatThrownBy(() -> here.resolve(root, List.of("no such file")))
        .isInstanceOf(PathNotFoundException.class)
        .hasMessage("no link named \"no such file\" under " + root);
  }

  private Resolution resolve(String below) {
    return resolver.resolve(ContentPath.parse("/ipfs/" + ROOT.cid() + below));
  }

  private static Resolution resolution(Block block, List<String> remainder, Block... roots) {
    List<Cid> cids = new ArrayList<>();
    for (Block root : roots) {
      cids.add(root.cid());
    }
    return new Resolution(block.cid(), remainder, cids);
  }

  private static PbLink link(String name, Block block) {
    return PbLink.of(block.cid(), name, block.size());
  }

  private static Block pb(byte[] data, PbLink... links) {
    return Block.of(Multicodec.DAG_PB, HashFunction.SHA2_256, DagPb.encode(new PbNode(List.of(links), data)));
  }

  private static Block json(String text, Multicodec codec) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Block.of(codec, HashFunction.SHA2_256,
        Codecs.encode(codec, Codecs.decode(Multicodec.DAG_JSON, bytes)));
  }
}
