package dev.cairn.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.gateway.RawHttp.Response;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multicodec;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Raw blocks and documents: what {@code ?format=} and {@code Accept} can ask for. */
class FormatsTest {
  private static final byte[] DAG_JSON = "{\"hello\":\"world\"}".getBytes(UTF_8);
  private static final byte[] DAG_CBOR = {(byte) 0xa1, 0x61, 'a', 0x01};

  private static TestGateway gateway;
  private static TestBlocks blocks;

  @BeforeAll
  static void start() {
    gateway = new TestGateway();
    blocks = gateway.blocks;
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static Response get(String target, String... headers) throws IOException {
    return gateway.get(target, headers);
  }

  @Test
  void servesRawBlocksBelowPaths() throws IOException {
    Cid directory = blocks.directory(Map.of("dir/a.txt", "hello"));
    Cid leaf = TestBlocks.leaf("hello".getBytes(UTF_8));

    for (Response response : new Response[]{
        get("/ipfs/" + directory + "/dir/a.txt?format=raw"),
        get("/ipfs/" + directory + "/dir/a.txt", "Accept: application/vnd.ipld.raw")}) {
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.text()).isEqualTo("hello");
      assertThat(response.header("Content-Type")).contains("application/vnd.ipld.raw");
      assertThat(response.header("Content-Length")).contains("5");
      assertThat(response.header("Content-Disposition"))
          .contains("attachment; filename=\"" + leaf + ".bin\"; filename*=UTF-8''" + leaf + ".bin");
      assertThat(response.header("X-Content-Type-Options")).contains("nosniff");
      assertThat(response.header("Etag")).contains("\"" + leaf + ".raw\"");
      assertThat(response.header("Cache-Control")).contains("public, max-age=29030400, immutable");
      assertThat(response.header("X-Ipfs-Path")).contains("/ipfs/" + directory + "/dir/a.txt");
      assertThat(response.header("X-Ipfs-Roots").orElseThrow()).startsWith(directory + ",")
          .endsWith("," + leaf);
    }
  }

  @Test
  void tellsWhereAnAcceptedFormatIsToBeFound() throws IOException {
    Cid cid = blocks.file("hello");

    assertThat(get("/ipfs/" + cid + "?z=1", "Accept: application/vnd.ipld.raw").header("Content-Location"))
        .contains("/ipfs/" + cid + "?format=raw&z=1");
    assertThat(
        get("/ipfs/" + cid + "?format=raw", "Accept: application/vnd.ipld.raw").header("Content-Location"))
        .isEmpty();
    assertThat(get("/ipfs/" + cid).header("Content-Location")).isEmpty();
  }

  @Test
  void servesTheRawBlockOfADirectory() throws IOException {
    Cid directory = blocks.directory(Map.of("a.txt", "hello"));

    Response response = get("/ipfs/" + directory + "?format=raw");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(blocks.storeGet(directory).orElseThrow().bytes());
  }

  @Test
  void servesPartsOfRawBlocks() throws IOException {
    Cid cid = blocks.file("hello world");

    Response response = get("/ipfs/" + cid, "Accept: application/vnd.ipld.raw", "Range: bytes=6-");

    assertThat(response.status()).isEqualTo(206);
    assertThat(response.text()).isEqualTo("world");
    assertThat(response.header("Content-Range")).contains("bytes 6-10/11");
    assertThat(response.header("Content-Type")).contains("application/vnd.ipld.raw");
  }

  @Test
  void namesRawBlocksAsAsked() throws IOException {
    assertThat(
        get("/ipfs/" + blocks.file("x") + "?format=raw&filename=foobar.bin").header("Content-Disposition"))
        .contains("attachment; filename=\"foobar.bin\"; filename*=UTF-8''foobar.bin");
  }

  @Test
  void answersTheProbe() throws IOException {
    Response get = get("/ipfs/bafkqaaa?format=raw");
    Response head = gateway.exchange("HEAD", "/ipfs/bafkqaaa?format=raw");

    assertThat(get.status()).isEqualTo(200);
    assertThat(get.body()).isEmpty();
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Content-Length")).contains("0");
  }

  @ParameterizedTest
  @CsvSource({
      "JSON, , application/json, inline, .json, json",
      "JSON, json, application/json, inline, .json, json",
      "CBOR, , application/cbor, attachment, .cbor, cbor",
      "DAG_JSON, , application/vnd.ipld.dag-json, inline, .json, dag-json",
      "DAG_JSON, dag-json, application/vnd.ipld.dag-json, inline, .json, dag-json",
      "DAG_JSON, json, application/json, inline, .json, json",
      "DAG_CBOR, , application/vnd.ipld.dag-cbor, attachment, .cbor, dag-cbor",
      "DAG_CBOR, cbor, application/cbor, attachment, .cbor, cbor",
  })
  void servesDocumentsAsTheyAre(
      Multicodec codec, String format, String type, String disposition, String suffix, String tag)
      throws IOException {
    byte[] document = codec == Multicodec.JSON || codec == Multicodec.DAG_JSON ? DAG_JSON : DAG_CBOR;
    Cid cid = blocks.block(codec, document);

    Response response = get("/ipfs/" + cid + (format == null ? "" : "?format=" + format));

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(document);
    assertThat(response.header("Content-Type")).contains(type);
    assertThat(response.header("Content-Disposition").orElseThrow())
        .startsWith(disposition + "; filename=\"" + cid + suffix + "\"");
    assertThat(response.header("Etag")).contains("\"" + cid + "." + tag + "\"");
    assertThat(response.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(get("/ipfs/" + cid, "Range: bytes=1-2").body()).containsExactly(document[1], document[2]);
    assertThat(get("/ipfs/" + cid + "?download=true").header("Content-Disposition").orElseThrow())
        .startsWith("attachment");
  }

  @ParameterizedTest
  @CsvSource({
      "DAG_JSON, dag-cbor", "DAG_JSON, cbor", "DAG_CBOR, dag-json", "DAG_CBOR, json", "JSON, dag-json",
      "CBOR, json",
      "RAW, dag-json"})
  void convertsNothing(Multicodec codec, String format) throws IOException {
    Cid cid = blocks.block(codec,
        codec == Multicodec.CBOR || codec == Multicodec.DAG_CBOR ? DAG_CBOR : DAG_JSON);

    assertThat(get("/ipfs/" + cid + "?format=" + format).status()).isEqualTo(406);
    assertThat(
        get("/ipfs/" + cid, "Accept: application/" + (format.startsWith("dag") ? "vnd.ipld." : "") + format)
            .status())
        .isEqualTo(406);
  }

  @Test
  void doesNotConvertFiles() throws IOException {
    Cid file = blocks.file(TestBlocks.noise(5000));

    assertThat(get("/ipfs/" + file + "?format=dag-json").status()).isEqualTo(406);
    assertThat(get("/ipfs/" + file + "?format=dag-cbor").status()).isEqualTo(406);
  }

  @Test
  void aFileIsAFileForWhoeverAsksForJson() throws IOException {
    Cid file = blocks.file("{\"a\": 1}");

    assertThat(get("/ipfs/" + file, "Accept: application/json").header("Content-Type"))
        .contains("application/json");
    assertThat(
        get("/ipfs/" + file + "?format=json", "Accept: application/vnd.ipld.raw").header("Content-Type"))
        .contains("application/json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"?format=nonsense", "?format=RAW"})
  void refusesUnknownFormats(String query) throws IOException {
    assertThat(get("/ipfs/" + blocks.file("x") + query).status()).isEqualTo(400);
  }

  @Test
  void refusesUnknownVendorTypes() throws IOException {
    assertThat(get("/ipfs/" + blocks.file("x"), "Accept: application/vnd.ipld.unknown").status())
        .isEqualTo(400);
  }

  @Test
  void saysWhatItDoesNotOfferYet() throws IOException {
    Cid cid = blocks.file("x");

    assertThat(get("/ipfs/" + cid + "?format=tar").status()).isEqualTo(501);
    assertThat(get("/ipfs/" + cid + "?format=ipns-record").status()).isEqualTo(400);
    Response name = get("/ipns/example.org/x");
    assertThat(name.status()).isEqualTo(501);
    assertThat(name.text()).contains("does not resolve names");
  }
}
