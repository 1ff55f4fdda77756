package dev.cairn.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ApiFileTest {
  @TempDir
  Path dir;

  @Test
  void api_isWrittenWithoutANewline_andRemovedOnClose() throws Exception {
    try (ApiFile api = ApiFile.api(dir, "/ip4/127.0.0.1/tcp/5001")) {
      assertThat(Files.readString(dir.resolve("api"))).isEqualTo("/ip4/127.0.0.1/tcp/5001")
          .isEqualTo(api.text());
      assertThat(ApiFile.readApi(dir)).contains(api.text());
      api.close();
    }
    assertThat(dir).isEmptyDirectory();
    assertThat(ApiFile.readApi(dir)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
      "/ip4/0.0.0.0/tcp/5001, /ip4/127.0.0.1/tcp/5001",
      "/ip6/::/tcp/5001, /ip6/::1/tcp/5001",
      "/ip4/10.0.0.0/tcp/1, /ip4/10.0.0.0/tcp/1",
      "/ip6/::ffff:1/tcp/1, /ip6/::ffff:1/tcp/1",
      "/unix/run/cairn.sock, /unix/run/cairn.sock"
  })
  void wildcardHosts_becomeLoopback(String listen, String written) {
    assertThat(ApiFile.reachable(listen)).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({
      "0.0.0.0, http://127.0.0.1:8080",
      "::, http://127.0.0.1:8080",
      "127.0.0.1, http://127.0.0.1:8080",
      "::1, http://[::1]:8080",
      "192.168.7.9, http://192.168.7.9:8080"
  })
  void gateway_isAUrl(String host, String url) throws Exception {
    try (ApiFile gateway = ApiFile.gateway(dir, new InetSocketAddress(InetAddress.getByName(host), 8080))) {
      assertThat(Files.readString(dir.resolve("gateway"))).isEqualTo(url).isEqualTo(gateway.text());
    }
    assertThat(ApiFile.url(InetSocketAddress.createUnresolved("node.example", 80)))
        .isEqualTo("http://node.example:80");
  }

  @Test
  void leftovers_areOverwrittenAndRemoved() throws Exception {
    for (String name : new String[]{"api", ".api.tmp", "gateway", ".gateway.tmp"}) {
      Files.writeString(dir.resolve(name), "stale");
    }
    ApiFile.api(dir, "/ip4/127.0.0.1/tcp/1").close();
    ApiFile.removeStale(dir);

    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void anEmptyOrHugeFile_isRead() throws Exception {
    Files.writeString(dir.resolve("api"), " \n");
    assertThat(ApiFile.readApi(dir)).isEmpty();
    Files.writeString(dir.resolve("api"), "x".repeat(100_000));
    assertThat(ApiFile.readApi(dir)).hasValueSatisfying(text -> assertThat(text).hasSize(4096));
  }

  @Test
  void aDirectoryThatIsNotThere_isSaid() {
    assertThatThrownBy(() -> ApiFile.api(dir.resolve("none"), "/ip4/127.0.0.1/tcp/1"))
        .hasMessageContaining("cannot write");
  }
}
