package dev.cairn.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.multiformats.KeyMessage;
import dev.cairn.multiformats.PeerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigFileTest {
  /** The private Ed25519 key of the peer id specification. */
  private static final KeyMessage KEY = KeyMessage.decode(HexFormat.of()
      .parseHex("080112407e0830617c4a7de83925dfb2694556b12936c477a0e1feb2e148ec9da60fee7d"
          + "1ed1e8fae2c4a144b8be8fd4b47bf3d3b34b871c3cacf6010f0e42d474fce27e"));
  private static final PeerId PEER = PeerId.of(KEY.embeddedPublicKey().orElseThrow());

  @TempDir
  private Path dir;

  private static ConfigFile file(String json) {
    return ConfigFile.parse(json.replace('`', '"'));
  }

  @Test
  void initialFile_hasNoProblems_andTheIdentity() {
    ConfigFile file = ConfigFile.initial(PEER, KEY);
    assertThat(file.problems()).noneMatch(p -> p.severity() != ConfigProblem.Severity.NOTICE);
    assertThat(file.config().identity().peerId()).contains(PEER);
    assertThat(file.config().identity().privateKey()).contains(KEY);
    assertThat(file.get("Addresses.API").textValue()).isEqualTo("/ip4/127.0.0.1/tcp/5001");
    Config same = file.config();
    Config defaults = Config.defaults();
    assertThat(new Config(defaults.identity(), same.addresses(), same.datastore(), same.gateway(), same.api(),
        same.importing(), same.bootstrap())).isEqualTo(defaults);
  }

  @Test
  void identityThatDoesNotFitItsKey_isAnError() {
    PeerId other = PeerId.parse("QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N");
    assertThat(ConfigFile.empty().withIdentity(other, KEY).problems()).singleElement().satisfies(problem -> {
      assertThat(problem.key()).isEqualTo("Identity.PeerID");
      assertThat(problem.example()).isEqualTo("\"" + PEER + "\"");
    });
    KeyMessage broken = new KeyMessage(KeyMessage.Type.ED25519, new byte[7]);
    assertThat(ConfigFile.empty().withIdentity(PEER, broken).problems()).singleElement()
        .asString()
        .contains("64 bytes, this one 7");
  }

  @Test
  void writtenFile_isReadBack_withUnknownKeysInTheirOrder() {
    String json = """
        {
          "Zebra": {
            "b": [
              1,
              2.50,
              123456789012345678901234567890
            ],
            "a": null
          },
          "Gateway": {
            "NoFetch": true
          },
          "Empty": {},
          "None": [],
          "Text": "a \\"quoted\\" line\\nand é 🚀"
        }
        """;
    Path path = dir.resolve("config");
    ConfigFile.parse(json).write(path);
    assertThat(path).hasContent(json);
    ConfigFile.read(path).with("Gateway.NoFetch", ConfigValue.bool("false")).write(path);
    assertThat(path).hasContent(json.replace("true", "false"));
  }

  @Test
  void write_isForTheOwnerOnly_leavesNothingBehind_andKeepsASymbolicLink() throws IOException {
    Path real = Files.createFile(dir.resolve("real"));
    Path link = Files.createSymbolicLink(dir.resolve("config"), real);
    Files.writeString(dir.resolve(".real.tmp"), "left by a crash");
    ConfigFile.empty().write(link);
    assertThat(link).isSymbolicLink();
    assertThat(real).hasContent("{}");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real))).isEqualTo("rw-------");
    try (var names = Files.list(dir)) {
      assertThat(names).containsExactlyInAnyOrder(real, link);
    }
  }

  @Test
  void filesThatCannotBeUsed_areToldWithTheReason() throws IOException {
    assertThatThrownBy(() -> ConfigFile.read(dir.resolve("none"))).isInstanceOf(UserError.class)
        .hasMessageContaining("no configuration at")
        .hasMessageContaining("cairn init");
    Path path = dir.resolve("config");
    Files.writeString(path, " ".repeat(1 << 20) + "{}");
    assertThatThrownBy(() -> ConfigFile.read(path)).isInstanceOf(UserError.class)
        .hasMessageContaining("larger than");
    Files.write(path, new byte[]{'{', (byte) 0xff, '}'});
    assertThatThrownBy(() -> ConfigFile.read(path)).isInstanceOf(UserError.class)
        .hasMessageContaining("UTF-8");
    Files.writeString(path, "{\n  \"Gateway\": {\n    \"NoFetch\": yes\n  }\n}");
    assertThatThrownBy(() -> ConfigFile.read(path)).isInstanceOf(UserError.class)
        .hasMessageContaining(path.toString())
        .hasMessageContaining("line 3, column 1");
    assertThatThrownBy(() -> ConfigFile.read(dir)).isInstanceOf(UserError.class)
        .hasMessageContaining("cannot read");
    assertThatThrownBy(() -> ConfigFile.empty().write(dir.resolve("no/such/folder")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cannot write");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"''|is empty", "[]|holds a list", "1|holds the number 1",
      "{} {}|behind the end",
      "{`a`: 1, `a`: 2}|Duplicate field 'a'", "{`a`: }|line 1, column", "{`a`: 1,}|line 1, column",
      "{`a`: NaN}|line 1, column",
      "{`a`: `\\q`}|line 1, column", "{`a`: 1e999999999999999999999}|beyond all bounds"})
  void badJson_isRefused_withItsPlace(String json, String message) {
    assertThatThrownBy(() -> file(json)).isInstanceOf(UserError.class).hasMessageContaining(message);
  }

  @Test
  void jsonMadeToHurt_isRefused() {
    assertThatThrownBy(() -> file("[".repeat(100_000))).isInstanceOf(UserError.class)
        .hasMessageContaining("depth");
    assertThatThrownBy(() -> file("{`a`: " + "9".repeat(100_000) + "}")).isInstanceOf(UserError.class);
    String secret = "CAESQH4IMGF8Sn3oOSXfsmlFVrEpNsR3oOH-sLhSOydpg-ufR7R6Pri";
    assertThatThrownBy(() -> file("{`PrivKey`: " + secret + "}")).isInstanceOf(UserError.class)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(secret.substring(0, 20)));
  }

  @Test
  void get_answersFromTheFile_inKubosWords() {
    ConfigFile file = file("{`Gateway`: {`NoFetch`: true}}");
    assertThat(file.get("Gateway.NoFetch").booleanValue()).isTrue();
    assertThat(ConfigFile.text(file.get("Gateway"))).isEqualTo("{\n  \"NoFetch\": true\n}");
    assertThatThrownBy(() -> file.get("Gateway.NoDNSLink")).isInstanceOf(UserError.class)
        .hasMessage("Gateway.NoDNSLink not found");
    assertThatThrownBy(() -> file.get("Gateway.NoFetch.x")).hasMessage("Gateway.NoFetch key is not a map");
    assertThatThrownBy(() -> file.get("")).hasMessage(" not found");
  }

  @Test
  void with_changesOneValue_andLeavesTheOriginal() {
    ConfigFile before = file("{`Other`: 1}");
    ConfigFile after = before.with("Gateway.PublicGateways",
        ConfigValue.json("{\"a.b\": {\"Paths\": [\"/ipfs\"]}}"));
    assertThat(after.config().gateway().publicGateways()).containsKey("a.b");
    assertThat(after.get("Other").intValue()).isOne();
    assertThat(before.root().has("Gateway")).isFalse();
    assertThat(
        after.with("Datastore.StorageMax", ConfigValue.string("20GB")).config().datastore().storageMaxBytes())
        .isEqualTo(20_000_000_000L);
    assertThat(after.with("Swarm.ConnMgr.HighWater", ConfigValue.json("5")).get("Swarm.ConnMgr.HighWater")
        .intValue())
        .isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "Gateway.NoFech|true|Gateway.NoFech not found; did you mean 'NoFetch'?",
      "Nothing.At.All|1|Nothing not found", "Gateway.NoFetch|`true`|(maybe use --json?)",
      "Import.CidVersion|7|not within 0 and 1", "Identity.PrivKey|`x`|names this node",
      "identity|{}|names this node", "Addresses.Gateway|`/ip4/127.0.0.1/tcp/5001`|collides",
      "Gateway.NoFetch.Deeper|1|Gateway.NoFetch.Deeper not found", "Gateway|1|a section in {} is wanted",
      "``|1|not found", ".|1|not found"})
  void with_refusesMistakes(String key, String json, String message) {
    JsonNode value = ConfigValue.json(json.replace('`', '"'));
    assertThatThrownBy(() -> ConfigFile.empty().with(key.replace("`", ""), value))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message);
  }

  @Test
  void with_mendsAFileThatHasOtherErrors() {
    ConfigFile broken = file("{`Gateway`: {`NoFetch`: 1}, `Import`: {`CidVersion`: 9}}");
    ConfigFile better = broken.with("Gateway.NoFetch", ConfigValue.bool("true"));
    assertThat(better.problems()).singleElement().extracting(ConfigProblem::key)
        .isEqualTo("Import.CidVersion");
  }

  @Test
  void values_ofTheCommandLine() {
    assertThat(ConfigValue.string("5").isTextual()).isTrue();
    assertThat(ConfigValue.bool("true").booleanValue()).isTrue();
    assertThatThrownBy(() -> ConfigValue.bool("yes")).isInstanceOf(UserError.class)
        .hasMessageContaining("neither");
    assertThat(ConfigValue.json("[1]").isArray()).isTrue();
    assertThatThrownBy(() -> ConfigValue.json("[1")).isInstanceOf(UserError.class)
        .hasMessageContaining("the value");
  }

  @Test
  void secrets_areNeitherShownNorLost() {
    ConfigFile file = ConfigFile.initial(PEER, KEY)
        .with("API.Authorizations",
            ConfigValue.json("{\"a\": {\"AuthSecret\": \"open-sesame\", \"AllowedPaths\": [\"/api/v0\"]}}"))
        .with("Pinning.RemoteServices",
            ConfigValue.json("{\"s\": {\"API\": {\"Endpoint\": \"https://s\", \"Key\": \"open-sesame\"}}}"));
    String secret = file.root().at("/Identity/PrivKey").textValue();
    for (String shown : List.of(file.toString(), ConfigFile.text(file.shown()),
        ConfigFile.text(file.effective()),
        file.config().toString(), ConfigDiff.between(ConfigFile.empty(), file).toString())) {
      assertThat(shown).doesNotContain(secret).doesNotContain("open-sesame");
    }
    ConfigFile edited = ConfigFile.parse(file.toString()).with("Gateway.NoFetch", ConfigValue.bool("true"));
    ConfigFile replaced = file.replacedBy(edited);
    assertThat(replaced.get("Identity")).isEqualTo(file.get("Identity"));
    assertThat(replaced.get("API.Authorizations")).isEqualTo(file.get("API.Authorizations"));
    assertThat(replaced.get("Pinning.RemoteServices.s.API.Key").textValue()).isEqualTo("open-sesame");
    assertThat(replaced.get("Gateway.NoFetch").booleanValue()).isTrue();
    assertThatThrownBy(() -> file.replacedBy(file)).isInstanceOf(UserError.class)
        .hasMessageContaining("private key");
  }

  @Test
  void effective_isComplete_keepsUnknownKeys_andMeansTheSame() {
    ConfigFile file = file("""
        {`Mine`: {`a`: 1}, `Gateway`: {`NoFetch`: true, `Extra`: `x`, `PublicGateways`: {`localhost`: null}},
         `Datastore`: {`StorageMax`: `1 GiB`}, `Bootstrap`: null}""");
    ConfigFile effective = ConfigFile.parse(ConfigFile.text(file.effective()));
    assertThat(effective.config()).isEqualTo(file.config());
    assertThat(effective.get("Mine.a").intValue()).isOne();
    assertThat(effective.get("Gateway.Extra").textValue()).isEqualTo("x");
    for (Key<?> key : Keys.ALL) {
      if (!key.equals(Keys.PRIVATE_KEY)) {
        assertThatCode(() -> effective.get(key.path())).as(key.path()).doesNotThrowAnyException();
      }
    }
  }

  @Provide
  Arbitrary<String> almostConfigurations() {
    Arbitrary<String> keys = Arbitraries.of(Keys.ALL).map(Key::path);
    Arbitrary<String> values = Arbitraries.of("null", "true", "0", "-1", "1e400", "\"\"", "\"x\"", "\"10GB\"",
        "\"1h\"", "[]",
        "[1]", "[\"/ip4/1.2.3.4/tcp/1\"]", "{}", "{\"a\": {}}", "{\"a\": null}", "{\"type\": 5}",
        "\"/unix/a\"",
        "123456789012345678901234567890");
    return keys.flatMap(key -> values.map(value -> {
      String[] names = key.split("\\.");
      String json = value;
      for (int i = names.length - 1; i >= 0; i--) {
        json = "{\"" + names[i] + "\": " + json + "}";
      }
      return json;
    }));
  }

  @Property(tries = 2000)
  void anyValueOfAnyKey_isReadOrAProblem(@ForAll("almostConfigurations") String json) {
    ConfigFile file = ConfigFile.parse(json);
    List<ConfigProblem> problems = file.problems();
    assertThat(problems).allSatisfy(problem -> assertThat(problem.toString()).isNotBlank());
    if (problems.stream().noneMatch(ConfigProblem::isError)) {
      assertThat(ConfigFile.parse(ConfigFile.text(file.effective())).config()).isEqualTo(file.config());
    }
  }

  @Property
  void anyText_isReadOrAUserError(@ForAll String text) {
    for (String json : List.of(text, "{\"a\": " + text + "}", "{\"" + text + "\": 1}")) {
      try {
        ConfigFile file = ConfigFile.parse(json);
        assertThat(ConfigFile.parse(ConfigFile.text(file.root())).root()).isEqualTo(file.root());
      } catch (UserError e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }
}
