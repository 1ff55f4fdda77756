package dev.cairn.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.api.TestNode;
import dev.cairn.api.command.Argument;
import dev.cairn.api.command.ByteOutput;
import dev.cairn.api.command.Command;
import dev.cairn.api.command.CommandException;
import dev.cairn.api.command.CommandSpec;
import dev.cairn.api.command.CommandSpec.Trait;
import dev.cairn.api.command.Commands;
import dev.cairn.api.command.FileInput;
import dev.cairn.api.command.Option;
import dev.cairn.api.command.Output.Text;
import dev.cairn.api.http.RawHttp.Answer;
import dev.cairn.config.UserError;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The conventions of the RPC API, seen on the wire. */
class RpcServerTest {
  record Said(String word, long count) {}

  private static final AtomicLong WRITTEN = new AtomicLong();
  private static final BlockingQueue<Thread> WRITER = new LinkedBlockingQueue<>();
  private static final CountDownLatch ENTERED = new CountDownLatch(1);
  private static final CountDownLatch INTERRUPTED = new CountDownLatch(1);

  private static Vertx vertx;
  private static TestNode node;
  private static RpcServer server;
  private static InetSocketAddress address;

  private static List<Command> commands() {
    return List.of(
        CommandSpec.named("group").group(),
        CommandSpec.named("group say")
            .argument(Argument.text("word", "What to say.").many().orStdin())
            .option(Option.integer("count", "How often.", "n").orElse(1))
            .option(Option.flag("loud", "Whether to shout.", "l"))
            .does((in, out) -> {
              for (String word : in.eachArgument()) {
                String said = in.flag("loud") ? word.toUpperCase(java.util.Locale.ROOT) : word;
                out.emit(new Said(said, in.integer("count").orElseThrow()), Text.line("said " + said));
              }
            }),
        CommandSpec.named("one").does((in, out) -> out.only(new Said("<one>", 1), Text.line("one"))),
        CommandSpec.named("local").trait(Trait.NO_REMOTE).does((in, out) -> out.only(1, Text.none())),
        CommandSpec.named("none").does((in, out) -> {}),
        CommandSpec.named("fail").option(Option.integer("after", "How many values first.").orElse(0))
            .option(Option.flag("client", "Whose fault it is.")).does((in, out) -> {
              for (long i = in.integer("after").orElseThrow(); i > 0; i--) {
                out.emit(new Said("x", i), Text.line("x"));
              }
              throw in.flag("client") ? CommandException.client("asked wrongly")
                  : new CommandException("it broke");
            }),
        CommandSpec.named("bug").does((in, out) -> {
          throw new IllegalStateException("a bug");
        }),
        CommandSpec.named("bytes").option(Option.integer("size", "How many.").orElse(0)).does((in, out) -> {
          long size = in.integer("size").orElseThrow();
          WRITER.clear();
          WRITER.add(Thread.currentThread());
          ByteOutput bytes = out.bytes("", OptionalLong.of(size));
          byte[] some = new byte[64 * 1024];
          for (long left = size; left > 0; left -= some.length) {
            bytes.write(some, 0, (int) Math.min(left, some.length));
            WRITTEN.addAndGet(Math.min(left, some.length));
          }
        }),
        CommandSpec.named("sleep").does((in, out) -> {
          ENTERED.countDown();
          try {
            new CountDownLatch(1).await();
          } finally {
            INTERRUPTED.countDown();
          }
        }),
        CommandSpec.named("files").argument(Argument.file("path", "Files.").many().orDirectory())
            .does((in, out) -> {
              try (FileInput files = in.requireFiles()) {
                for (Optional<FileInput.Entry> e = files.next(); e.isPresent(); e = files.next()) {
                  String text = switch (e.get()) {
                    case FileInput.Entry.Directory dir -> "d " + dir.path();
                    case FileInput.Entry.File file ->
                      "f " + file.path() + " " + file.content().transferTo(OutputStream.nullOutputStream());
                    case FileInput.Entry.Symlink link -> "l " + link.path() + " " + link.target();
                  };
                  out.emit(text, Text.line(text));
                }
              }
            }),
        CommandSpec.named("first").argument(Argument.file("path", "Files.").many()).does((in, out) -> {
          String path = in.requireFiles().next().orElseThrow().path();
          out.only(path, Text.line(path));
        }));
  }

  @TempDir
  static Path dir;

  @BeforeAll
  static void start() {
    node = new TestNode(dir.resolve("repo"));
    vertx = Vertx.vertx();
    RpcOptions options = new RpcOptions(List.of(new RpcOptions.Endpoint("127.0.0.1", 0)),
        Map.of("X-Node", List.of("mine"), "Access-Control-Allow-Origin", List.of("https://allowed.example")),
        List.of(),
        16);
    server = RpcServer.start(vertx, options, Commands.of(commands()), node);
    address = server.addresses().getFirst();
  }

  @AfterAll
  static void stop() {
    server.close();
    vertx.close();
    node.close();
  }

  @Test
  void theHeadOfASequenceIsInAlphabeticalOrderWithTheTransferEncodingLast() throws IOException {
    Answer answer = RawHttp.post(address, "/api/v0/group/say?arg=a&arg=b%20c&n=2");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.head()).containsExactly(
        "Access-Control-Allow-Headers: X-Stream-Output, X-Chunked-Output, X-Content-Length",
        "Access-Control-Expose-Headers: X-Stream-Output, X-Chunked-Output, X-Content-Length",
        "Content-Type: application/json",
        "Server: kubo/1.2.3",
        "Trailer: X-Stream-Error",
        "Vary: Origin",
        "X-Chunked-Output: 1",
        "X-Node: mine",
        "transfer-encoding: chunked");
    assertThat(answer.text()).isEqualTo("{\"Word\":\"a\",\"Count\":2}\n{\"Word\":\"b c\",\"Count\":2}\n");
    assertThat(answer.trailers()).isEmpty();
  }

  @Test
  void aSingleValueHasNoStreamHeader() throws IOException {
    Answer answer = RawHttp.post(address, "/api/v0/one");
    assertThat(answer.header("X-Chunked-Output")).isEmpty();
    assertThat(answer.text()).isEqualTo("{\"Word\":\"<one>\",\"Count\":1}\n");
  }

  @Test
  void textIsWhatTheCommandLinePrints() throws IOException {
    Answer answer = RawHttp.post(address, "/api/v0/group/say?arg=a&enc=text&loud");
    assertThat(answer.header("Content-Type")).contains("text/plain");
    assertThat(answer.text()).isEqualTo("said A\n");
  }

  @Test
  void noValuesAreAnEmptySequence() throws IOException {
    Answer answer = RawHttp.post(address, "/api/v0/none");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("X-Chunked-Output")).contains("1");
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void theLastPathSegmentIsTheFirstArgument() throws IOException {
    assertThat(RawHttp.post(address, "/api/v0/group/say/x?arg=y&enc=text").text())
        .isEqualTo("said x\nsaid y\n");
  }

  @Test
  void argumentsMayComeAsLinesOfABody() throws IOException {
    Answer answer = RawHttp.multipart(address, "/api/v0/group/say?arg=x&enc=text", """
        --b
        Content-Disposition: form-data; name="file"; filename=""
        Content-Type: application/octet-stream

        one
        two

        --b--
        """);
    assertThat(answer.text()).isEqualTo("said x\nsaid one\nsaid two\n");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "/api/v0/nope                        | 404 | 404 page not found",
      "/api/v0/nope/deeper                 | 404 | 404 page not found",
      "/api/v0/local                       | 404 | 404 page not found",
      "/api/v0/one/extra                   | 404 | 404 page not found",
      "/api/v0/                            | 404 | 404 page not found",
      "/api/v0                             | 404 | 404 page not found",
      "/webui                              | 404 | 404 page not found",
      "/api/v0/group/say                   | 400 | argument \"word\" is required",
      "/api/v0/group/say?arg=a&n=1&count=2 | 400 | expected key count to have only a single value, received several",
      "/api/v0/group/say?arg=a&n=x         | 400 | could not convert value \"x\" to type \"int\" (for option \"-n\")",
      "/api/v0/group/say?arg=a&n=          | 400 | could not convert empty value to type \"int\" (for option \"-n\")",
      "/api/v0/group/say?arg=a&l=maybe     | 400 | could not convert value \"maybe\" to type \"bool\" (for option \"-l\")",
      "/api/v0/group/say?arg=%zz           | 400 | the query holds a broken percent escape or bytes that are not UTF-8",
      "/api/v0/group/say?arg=%ff           | 400 | the query holds a broken percent escape or bytes that are not UTF-8",
      "/api/v0/one?arg=a                   | 400 | 'one' takes no arguments, got 1",
      "/api/v0/one?timeout=5               | 400 | '5' is not a duration; write it like 30s, 1m30s or 500ms",
      "/api/v0/one?encoding=xml            | 400 | invalid encoding: xml; there are json and text",
      "/api/v0/files                       | 400 | file argument 'path' is required",
  })
  void whatCannotBeCalledIsRefusedInText(String target, int status, String text) throws IOException {
    Answer answer = RawHttp.post(address, target.strip());
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).contains("text/plain; charset=utf-8");
    assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.text()).isEqualTo(text.strip() + "\n");
  }

  @Test
  void unknownOptionsAreIgnored() throws IOException {
    assertThat(RawHttp.post(address, "/api/v0/one?fast-provide-root=true&x=1&x=2").status()).isEqualTo(200);
  }

  @Test
  void onlyPostRuns() throws IOException {
    for (String method : List.of("GET", "PUT", "DELETE")) {
      Answer answer = RawHttp.send(address, method, "/api/v0/one", null);
      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.header("Allow")).contains("OPTIONS, POST");
      assertThat(answer.text()).isEqualTo("405 - Method Not Allowed\n");
    }
    Answer options = RawHttp.send(address, "OPTIONS", "/api/v0/one", null);
    assertThat(options.status()).isEqualTo(204);
    assertThat(options.header("Allow")).contains("OPTIONS, POST");
  }

  @Test
  void aFailureBeforeOutputIsTheAnswer() throws IOException {
    Answer normal = RawHttp.post(address, "/api/v0/fail");
    assertThat(normal.status()).isEqualTo(500);
    assertThat(normal.header("Content-Type")).contains("application/json");
    assertThat(normal.text()).isEqualTo("{\"Message\":\"it broke\",\"Code\":0,\"Type\":\"error\"}\n");
    Answer client = RawHttp.post(address, "/api/v0/fail?client=true");
    assertThat(client.status()).isEqualTo(400);
    assertThat(client.text()).isEqualTo("{\"Message\":\"asked wrongly\",\"Code\":1,\"Type\":\"error\"}\n");
    Answer text = RawHttp.post(address, "/api/v0/fail?enc=text");
    assertThat(text.status()).isEqualTo(500);
    assertThat(text.text()).isEqualTo("it broke");
  }

  @Test
  void aFailureAfterOutputIsInTheTrailer() throws IOException {
    Answer answer = RawHttp.post(address, "/api/v0/fail?after=2");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text().lines()).hasSize(2);
    assertThat(answer.trailers()).containsExactly("X-Stream-Error: it broke");
  }

  @Test
  void aBugIsNamedAsOne() throws IOException {
    Answer answer = RawHttp.post(address, "/api/v0/bug");
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.text()).contains("internal error").contains("\"Code\":2");
  }

  @Test
  void rawBytesAreMarkedAndNeverHtml() throws IOException {
    Answer answer = RawHttp.post(address, "/api/v0/bytes?size=3000000");
    assertThat(answer.header("X-Stream-Output")).contains("1");
    assertThat(answer.header("X-Content-Length")).contains("3000000");
    assertThat(answer.header("Content-Type")).contains("text/plain");
    assertThat(answer.body()).hasSize(3_000_000).containsOnly(0);
  }

  @Test
  void aSlowReaderStopsTheWriter() throws Exception {
    long size = 512L * 1024 * 1024;
    WRITTEN.set(0);
    try (RawHttp http = new RawHttp(address)) {
      http.request("POST", "/api/v0/bytes?size=" + size, null);
      http.in().readNBytes(1024);
      Thread writer = WRITER.take();
      while (writer.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      assertThat(WRITTEN.get()).isLessThan(size / 4);
    }
  }

  @Test
  void aClientThatLeavesInterruptsItsCommand() throws Exception {
    RawHttp http = new RawHttp(address);
    http.request("POST", "/api/v0/sleep", null);
    assertThat(ENTERED.await(10, TimeUnit.SECONDS)).isTrue();
    http.close();
    assertThat(INTERRUPTED.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aTimeoutEndsTheCommand() throws IOException {
    Answer answer = RawHttp.post(address, "/api/v0/sleep?timeout=20ms");
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.text()).contains("context deadline exceeded");
  }

  @Test
  void filesArriveDepthFirst() throws IOException {
    Answer answer = RawHttp.multipart(address, "/api/v0/files?enc=text", """
        --b
        Content-Disposition: form-data; name="file"; filename="dir"
        Content-Type: application/x-directory


        --b
        Content-Disposition: form-data; name="file"; filename="dir%2Fa+b.txt"
        Content-Type: application/octet-stream

        hello
        --b
        Content-Disposition: form-data; name="file"; filename="dir/link"
        Content-Type: application/symlink

        a b.txt
        --b
        Content-Disposition: form-data; name="file"; filename="/../../x/./y"

        --b--
        """);
    assertThat(answer.text()).isEqualTo("d dir\nf dir/a b.txt 5\nl dir/link a b.txt\nf x/y 0\n");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "--b\\nno colon\\n\\nx\\n--b--                                                   | has no name",
      "--b\\nContent-Disposition: form-data; filename=\"a\\n\\nx\\n--b--               | broken Content-Disposition",
      "--b\\nContent-Disposition: form-data; filename=\"%zz\"\\n\\nx\\n--b--            | broken percent escape",
      "--b\\nContent-Disposition: form-data; filename=\"%ff\"\\n\\nx\\n--b--            | is not UTF-8",
      "--b\\nContent-Disposition: form-data; filename=\"a%00b\"\\n\\nx\\n--b--          | zero byte",
      "--b\\nContent-Disposition: form-data; name=\"f?mode=9\"\\n\\nx\\n--b--           | no octal number",
      "--b\\nContent-Disposition: form-data; name=\"f?mtime=1&mtime-nsecs=-1\"\\n\\n\\n--b-- | 0 to 999999999",
      "--b\\nContent-Disposition: form-data; filename=\"a\"\\n\\nx                      | ends before its last delimiter",
      "--bad\\n\\nx\\n--b--                                                              | something else than a line end",
      "nothing                                                                           | ends before its last delimiter",
  })
  void aMalformedBodyIsRefused(String body, String reason) throws IOException {
    Answer answer = RawHttp.multipart(address, "/api/v0/files", body.strip().replace("\\n", "\n"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("malformed multipart body").contains(reason.strip());
  }

  @Test
  void aBodyWithoutBoundaryIsRefused() throws IOException {
    Answer answer = RawHttp.send(address, "POST", "/api/v0/files", "x".getBytes(StandardCharsets.UTF_8),
        "Content-Type: multipart/form-data");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("boundary must be");
  }

  @Test
  void anAnswerBeforeTheEndOfTheBodyClosesTheConnection() throws IOException {
    try (RawHttp http = new RawHttp(address)) {
      http.request("POST", "/api/v0/first", null, "Content-Type: multipart/form-data; boundary=b",
          "Transfer-Encoding: chunked");
      byte[] begin = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"early\"\r\n\r\nbegin of content"
          .getBytes(StandardCharsets.UTF_8);
      http.out().write((Integer.toHexString(begin.length) + "\r\n").getBytes(StandardCharsets.UTF_8));
      http.out().write(begin);
      http.out().write("\r\n".getBytes(StandardCharsets.UTF_8));
      Answer answer = http.answer();
      assertThat(answer.text()).isEqualTo("\"early\"\n");
      assertThat(answer.head().get(2)).isEqualTo("Connection: close");
      assertThat(http.in().read()).isEqualTo(-1);
    }
  }

  @Test
  void connectionsAreKeptOtherwise() throws IOException {
    try (RawHttp http = new RawHttp(address)) {
      for (int i = 0; i < 3; i++) {
        http.request("POST", "/api/v0/one", null);
        assertThat(http.answer().status()).isEqualTo(200);
        http.request("POST", "/api/v0/files?enc=text", """
            --b\r
            Content-Disposition: form-data; filename=a\r
            \r
            x\r
            --b--""".getBytes(StandardCharsets.UTF_8), "Content-Type: multipart/form-data; boundary=b");
        assertThat(http.answer().text()).isEqualTo("f a 1\n");
      }
    }
  }

  @Test
  void aPageMustBeAllowed() throws IOException {
    assertThat(RawHttp.post(address, "/api/v0/one", "Origin: https://evil.example").text())
        .isEqualTo("403 - Forbidden\n");
    Answer allowed = RawHttp.post(address, "/api/v0/one", "Origin: https://allowed.example");
    assertThat(allowed.header("Access-Control-Allow-Origin")).contains("https://allowed.example");
    Answer own = RawHttp.post(address, "/api/v0/one", "Origin: http://127.0.0.1:" + address.getPort());
    assertThat(own.status()).isEqualTo(200);
    Answer preflight = RawHttp.send(address, "OPTIONS", "/api/v0/one", null,
        "Origin: https://allowed.example",
        "Access-Control-Request-Method: POST", "Access-Control-Request-Headers: content-type");
    assertThat(preflight.status()).isEqualTo(204);
    assertThat(preflight.header("Access-Control-Allow-Methods")).contains("POST");
  }

  @Test
  void aVersionOfOurOwnProgramMustMatch() throws IOException {
    Answer answer = RawHttp.post(address, "/api/v0/one", "User-Agent: /kubo/0.9/");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("api version mismatch");
    assertThat(RawHttp.post(address, "/api/v0/one", "User-Agent: /kubo/1.2.3/").status()).isEqualTo(200);
    assertThat(RawHttp.post(address, "/api/v0/one", "User-Agent: go-ipfs-cmds/http").status()).isEqualTo(200);
  }

  @Test
  void theVersionIsShownAsText() throws IOException {
    Answer answer = RawHttp.send(address, "GET", "/version", null);
    assertThat(answer.text()).isEqualTo("Commit: abc\nClient Version: kubo/1.2.3\n");
  }

  @Test
  void secretsOpenTheirPathsOnly() throws IOException {
    RpcOptions options = new RpcOptions(List.of(new RpcOptions.Endpoint("127.0.0.1", 0)), Map.of(),
        List.of(new RpcOptions.Authorization("bearer:t", List.of("/api/v0/one"))), 16);
    try (RpcServer guarded = RpcServer.start(vertx, options, Commands.of(commands()), node)) {
      InetSocketAddress at = guarded.addresses().getFirst();
      Answer denied = RawHttp.post(at, "/api/v0/one");
      assertThat(denied.status()).isEqualTo(403);
      assertThat(denied.text())
          .startsWith("Kubo RPC Access Denied: Please provide a valid authorization token");
      assertThat(RawHttp.post(at, "/api/v0/one", "Authorization: Bearer t").status()).isEqualTo(200);
      assertThat(RawHttp.post(at, "/api/v0/none", "Authorization: Bearer t").status()).isEqualTo(403);
    }
  }

  @Test
  void aTakenPortIsSaidWithTheSettingToChange() {
    assertThatThrownBy(() -> RpcServer.start(vertx, RpcOptions.on("127.0.0.1", address.getPort()),
        Commands.of(commands()), node))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("127.0.0.1 port " + address.getPort())
        .hasMessageContaining("Addresses.API")
        .hasMessageContaining("/ip4/127.0.0.1/tcp/" + (address.getPort() + 1));
  }

  @Test
  void closingEndsRunningCommandsSoon() throws Exception {
    RpcServer closing = RpcServer.start(vertx, RpcOptions.on("127.0.0.1", 0), Commands.of(commands()),
        node);
    try (RawHttp http = new RawHttp(closing.addresses().getFirst())) {
      http.request("POST", "/api/v0/sleep", null);
      assertThat(ENTERED.await(10, TimeUnit.SECONDS)).isTrue();
      long begin = System.nanoTime();
      closing.close();
      assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(5));
    }
  }
}
