package dev.cairn.repo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RepoPathTest {
  private static final Path HOME = Path.of("/home/ada");

  private static Path resolve(Map<String, String> environment) {
    return RepoPath.resolve(environment, HOME);
  }

  @Test
  void cairnPath_comesFirst_thenIpfsPath_thenTheHomeDirectory() {
    assertThat(resolve(Map.of("CAIRN_PATH", "/a", "IPFS_PATH", "/b"))).isEqualTo(Path.of("/a"));
    assertThat(resolve(Map.of("IPFS_PATH", "/b"))).isEqualTo(Path.of("/b"));
    assertThat(resolve(Map.of())).isEqualTo(HOME.resolve(".cairn"));
  }

  @Test
  void anEmptyValue_countsAsUnset() {
    assertThat(resolve(Map.of("CAIRN_PATH", "", "IPFS_PATH", "/b"))).isEqualTo(Path.of("/b"));
    assertThat(resolve(Map.of("CAIRN_PATH", ""))).isEqualTo(HOME.resolve(".cairn"));
  }

  @Test
  void aTilde_isTheHomeDirectory_andPathsAreMadeWhole() {
    assertThat(resolve(Map.of("CAIRN_PATH", "~/x/../y"))).isEqualTo(HOME.resolve("y"));
    assertThat(resolve(Map.of("CAIRN_PATH", "~"))).isEqualTo(HOME);
    assertThat(resolve(Map.of("CAIRN_PATH", "x"))).isAbsolute();
  }

  @Test
  void whatIsNoPath_isSaid() {
    assertThatThrownBy(() -> resolve(Map.of("IPFS_PATH", "a\0b")))
        .hasMessageContaining("IPFS_PATH is no path");
  }
}
