package dev.cairn.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.config.ConfigProblem.Severity;
import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.Multiaddr;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigTest {
  private static Config config(String json) {
    return ConfigFile.parse(json.replace('`', '"')).config();
  }

  private static List<ConfigProblem> problems(String json) {
    return ConfigFile.parse(json.replace('`', '"')).problems();
  }

  @Test
  void defaults_areThoseOfTheDocumentation() {
    Config config = Config.defaults();
    assertThat(config.addresses().api()).containsExactly(Multiaddr.parse("/ip4/127.0.0.1/tcp/5001"));
    assertThat(config.addresses().gateway()).containsExactly(Multiaddr.parse("/ip4/127.0.0.1/tcp/8080"));
    assertThat(config.addresses().swarm()).hasSize(4);
    assertThat(config.datastore().storageMaxBytes()).isEqualTo(10_000_000_000L);
    assertThat(config.datastore().watermarkBytes()).isEqualTo(9_000_000_000L);
    assertThat(config.gateway().retrievalTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.gateway().publicGateways()).containsOnlyKeys("localhost");
    assertThat(config.importing().chunker()).isEqualTo("size-262144");
    assertThat(config.importing().hashFunction()).isSameAs(HashFunction.SHA2_256);
    assertThat(config.importing().effectiveCidVersion()).isZero();
    assertThat(config.bootstrap().auto()).isTrue();
    assertThat(config.identity().peerId()).isEmpty();
    assertThat(ConfigFile.empty().problems()).isEmpty();
  }

  @Test
  void nullEmptyAndZero_standForTheDefault_asToolsWriteThem() {
    assertThat(config(
        """
            {`Addresses`: {`API`: null}, `Bootstrap`: [`auto`], `Datastore`: {`StorageMax`: ``, `StorageGCWatermark`: 0,
             `GCPeriod`: ``, `Spec`: {}}, `Gateway`: {`DeserializedResponses`: null, `RetrievalTimeout`: `default`,
             `MaxRequestDuration`: `0s`}, `Import`: null, `API`: {`HTTPHeaders`: null}}"""))
        .isEqualTo(Config.defaults());
  }

  @Test
  void values_areReadInTheirForms() {
    Config config = config(
        """
            {`Addresses`: {`API`: [`/ip4/127.0.0.1/tcp/1`, `/unix/run/api.sock`], `Gateway`: ``,
               `NoAnnounce`: [`/ip4/10.0.0.0/ipcidr/8`]},
             `Datastore`: {`StorageMax`: `1 GiB`, `StorageGCWatermark`: 33, `GCPeriod`: `1h30m`},
             `Gateway`: {`RetrievalTimeout`: 0, `MaxRangeRequestFileSize`: 5000, `HTTPHeaders`: {`X-A`: [`1`, `2`], `X-B`: `3`},
               `PublicGateways`: {`localhost`: null, `example.com`: {`Paths`: [`/ipfs`], `UseSubdomains`: true,
                 `DeserializedResponses`: false}, `plain.example`: {}}},
             `API`: {`Authorizations`: {`a`: {`AuthSecret`: `basic:u:p`, `AllowedPaths`: [`/api/v0/add`]}}},
             `Import`: {`CidVersion`: 1, `UnixFSChunker`: `rabin-1024-2048-4096`, `HashFunction`: `blake2b-256`,
               `UnixFSHAMTDirectorySizeEstimation`: `block`, `UnixFSDAGLayout`: `trickle`, `BatchMaxSize`: 1000},
             `Bootstrap`: [`/dnsaddr/a.example/p2p/12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA`]}""");
    assertThat(config.addresses().api()).hasSize(2);
    assertThat(config.addresses().gateway()).isEmpty();
    assertThat(config.datastore().storageMaxBytes()).isEqualTo(1L << 30);
    assertThat(config.datastore().gcPeriod()).isEqualTo(Duration.ofMinutes(90));
    assertThat(config.gateway().retrievalTimeout()).isZero();
    assertThat(config.gateway().maxRangeRequestFileSizeBytes()).isEqualTo(5000);
    assertThat(config.gateway().httpHeaders()).containsEntry("X-A", List.of("1", "2")).containsEntry("X-B",
        List.of("3"));
    assertThat(config.gateway().publicGateways()).containsOnlyKeys("example.com", "plain.example");
    assertThat(config.gateway().deserializedResponses(config.gateway().publicGateways().get("example.com")))
        .isFalse();
    assertThat(config.gateway().deserializedResponses(config.gateway().publicGateways().get("plain.example")))
        .isTrue();
    assertThat(config.api().authorizations().get("a").headerValue()).isEqualTo("Basic dTpw");
    assertThat(config.importing().usesRawLeaves(1)).isTrue();
    assertThat(config.importing().dagLayout()).isEqualTo(Config.DagLayout.TRICKLE);
    assertThat(config.importing().batchMaxSizeBytes()).isEqualTo(1000);
    assertThat(config.bootstrap().auto()).isFalse();
    assertThat(config.bootstrap().peers()).hasSize(1);
    assertThat(config("{`Bootstrap`: null}").bootstrap()).isEqualTo(new Config.Bootstrap(false, List.of()));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"bearer:abc|Bearer abc", "abc|Bearer abc", "basic:dTpw|Basic dTpw",
      "basic:u:p:q|Basic dTpwOnE=", "bearer:a:b|Bearer a:b"})
  void authorization_givesTheHeader(String secret, String header) {
    Config.Authorization authorization = new Config.Authorization(secret, List.of());
    assertThat(authorization.headerValue()).isEqualTo(header);
    assertThat(authorization.toString()).doesNotContain(secret);
  }

  /** Each is an error of this key, with this reason, and says what would be right. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "{`Gateway`: {`NoFetch`: `true`}}|Gateway.NoFetch|a string stands where true or false",
      "{`Gateway`: {`RetrievalTimeout`: `30`}}|Gateway.RetrievalTimeout|the unit is missing",
      "{`Gateway`: {`RetrievalTimeout`: 30}}|Gateway.RetrievalTimeout|the number 30 stands where a duration in quotes",
      "{`Gateway`: {`RetrievalTimeout`: `-1s`}}|Gateway.RetrievalTimeout|negative",
      "{`Gateway`: {`MaxConcurrentRequests`: -1}}|Gateway.MaxConcurrentRequests|-1 is not within 0",
      "{`Gateway`: {`MaxConcurrentRequests`: 1.5}}|Gateway.MaxConcurrentRequests|whole number",
      "{`Gateway`: {`MaxConcurrentRequests`: 99999999999999999999}}|Gateway.MaxConcurrentRequests|not within",
      "{`Gateway`: {`DiagnosticServiceURL`: `ftp://a`}}|Gateway.DiagnosticServiceURL|begins with https://",
      "{`Gateway`: {`DiagnosticServiceURL`: `http://[`}}|Gateway.DiagnosticServiceURL|is no URL",
      "{`Gateway`: {`HTTPHeaders`: {`a b`: [`x`]}}}|Gateway.HTTPHeaders|'a b' is no name of a header",
      "{`Gateway`: {`HTTPHeaders`: {`a`: [`x\\r\\ny`]}}}|Gateway.HTTPHeaders|line breaks",
      "{`Gateway`: {`HTTPHeaders`: {`a`: [1]}}}|Gateway.HTTPHeaders|the number 1 stands where a string",
      "{`Gateway`: {`PublicGateways`: {`a/b`: {}}}}|Gateway.PublicGateways|'a/b' is no host name",
      "{`Gateway`: {`PublicGateways`: {`a.b`: 1}}}|Gateway.PublicGateways|'a.b': the number 1 stands where an object",
      "{`Gateway`: {`PublicGateways`: {`a.b`: {`Paths`: [`ipfs`]}}}}|Gateway.PublicGateways|must begin with '/'",
      "{`Gateway`: {`PublicGateways`: {`a.b`: {`UseSubdomains`: 1}}}}|Gateway.PublicGateways|'UseSubdomains': the number 1",
      "{`Gateway`: []}|Gateway|a list stands where a section",
      "{`Datastore`: {`StorageMax`: `10 XB`}}|Datastore.StorageMax|no unit of size",
      "{`Datastore`: {`StorageMax`: `10`}}|Datastore.StorageMax|is the unit missing?",
      "{`Datastore`: {`StorageMax`: true}}|Datastore.StorageMax|true stands where a size",
      "{`Datastore`: {`StorageGCWatermark`: 101}}|Datastore.StorageGCWatermark|101 is not within 1 and 100",
      "{`Datastore`: {`Spec`: {`type`: `tape`}}}|Datastore.Spec|unknown type 'tape'",
      "{`Datastore`: {`Spec`: {`path`: `x`}}}|Datastore.Spec|has no type",
      "{`Addresses`: {`API`: `127.0.0.1:5001`}}|Addresses.API|must begin with '/'",
      "{`Addresses`: {`API`: `/ip4/127.0.0.1/udp/5001`}}|Addresses.API|cannot listen",
      "{`Addresses`: {`API`: `/ip4/127.0.0.1/tcp/5001/tls`}}|Addresses.API|cannot listen",
      "{`Addresses`: {`Swarm`: [1]}}|Addresses.Swarm|the number 1 stands where a string",
      "{`Addresses`: {`Gateway`: `/ip4/0.0.0.0/tcp/5001`}}|Addresses.Gateway|collides with /ip4/127.0.0.1/tcp/5001 of Addresses.API",
      "{`Addresses`: {`Gateway`: `/ip6/::/tcp/5001`}}|Addresses.Gateway|collides",
      "{`Addresses`: {`Swarm`: `/ip4/0.0.0.0/tcp/8080`}}|Addresses.Swarm|collides with /ip4/127.0.0.1/tcp/8080 of Addresses.Gateway",
      "{`Addresses`: {`API`: `/unix/a`, `Gateway`: `/unix/a`}}|Addresses.Gateway|collides",
      "{`Import`: {`CidVersion`: 2}}|Import.CidVersion|2 is not within 0 and 1",
      "{`Import`: {`CidVersion`: 0, `HashFunction`: `sha2-512`}}|Import.CidVersion|sha2-256 only",
      "{`Import`: {`UnixFSChunker`: `size`}}|Import.UnixFSChunker|is no chunker",
      "{`Import`: {`UnixFSChunker`: `size-2096897`}}|Import.UnixFSChunker|not within 1 and 2096896",
      "{`Import`: {`UnixFSChunker`: `rabin-300-200-400`}}|Import.UnixFSChunker|ascending",
      "{`Import`: {`UnixFSChunker`: `rabin-200-200-400`}}|Import.UnixFSChunker|ascending",
      "{`Import`: {`UnixFSChunker`: `rabin-1-200-400`}}|Import.UnixFSChunker|not within 16",
      "{`Import`: {`HashFunction`: `sha2-265`}}|Import.HashFunction|did you mean 'sha2-256'?",
      "{`Import`: {`HashFunction`: `murmur3-x64-64`}}|Import.HashFunction|not safe enough",
      "{`Import`: {`HashFunction`: `identity`}}|Import.HashFunction|at most 128 bytes",
      "{`Import`: {`UnixFSHAMTDirectoryMaxFanout`: 100}}|Import.UnixFSHAMTDirectoryMaxFanout|the nearest are 64 and 128",
      "{`Import`: {`UnixFSHAMTDirectoryMaxFanout`: 2048}}|Import.UnixFSHAMTDirectoryMaxFanout|not within 8 and 1024",
      "{`Import`: {`UnixFSHAMTDirectorySizeEstimation`: `blocks`}}|Import.UnixFSHAMTDirectorySizeEstimation|none of \"links\", \"block\", \"disabled\"",
      "{`API`: {`Authorizations`: {`a`: {`AuthSecret`: `digest:x`}}}}|API.Authorizations|'a': AuthSecret must be",
      "{`API`: {`Authorizations`: {`a`: {}}}}|API.Authorizations|AuthSecret must be",
      "{`API`: {`Authorizations`: {`a`: {`AuthSecret`: `x`, `AllowedPaths`: [`/add`]}}}}|API.Authorizations|must begin with /api/v0",
      "{`Bootstrap`: [`/ip4/1.2.3.4/tcp/4001`]}|Bootstrap|which peer it is",
      "{`Identity`: {`PeerID`: `nobody`}}|Identity.PeerID|is no peer id",
      "{`Identity`: {`PrivKey`: `!!`}}|Identity.PrivKey|no base64",
      "{`Identity`: {`PrivKey`: `AAAA`}}|Identity.PrivKey|key message"})
  void mistakes_stopTheStart_withKeyReasonAndExample(String json, String key, String reason) {
    List<ConfigProblem> errors = problems(json).stream().filter(ConfigProblem::isError).toList();
    assertThat(errors).as(json).hasSize(1);
    ConfigProblem error = errors.getFirst();
    assertThat(error.key()).isEqualTo(key);
    assertThat(error.reason()).contains(reason);
    assertThat(key.startsWith("Identity") || !error.example().isEmpty()).as("shows a right value").isTrue();
    assertThatThrownBy(() -> config(json)).isInstanceOf(UserError.class).hasMessageContaining(key + ": ");
  }

  @Test
  void everyExample_isARightValue() {
    for (Key<?> key : Keys.ALL) {
      if (!key.example().isEmpty()) {
        ConfigFile file = ConfigFile.empty().with(key.path(), ConfigValue.json(key.example()));
        assertThat(file.problems()).as(key.path()).noneMatch(ConfigProblem::isError);
      }
    }
  }

  @Test
  void severalMistakes_areToldAtOnce() {
    assertThatThrownBy(() -> config("{`Gateway`: {`NoFetch`: 1}, `Import`: {`CidVersion`: 5}}"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Gateway.NoFetch: ")
        .hasMessageContaining("\nImport.CidVersion: ");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "{`Gateway`: {`NoFech`: true}}|Gateway.NoFech|did you mean 'NoFetch'?",
      "{`gateway`: {`NoFetch`: true}}|gateway|did you mean 'Gateway'?",
      "{`NoFetch`: true}|NoFetch|did you mean Gateway.NoFetch?",
      "{`Swarm`: {`ConnMgr`: {`HighWatr`: 5}}}|Swarm.ConnMgr.HighWatr|did you mean 'HighWater'?",
      "{`Gateway`: {`PublicGateways`: {`a.b`: {`UseSubdomain`: true, `Paths`: [`/ipfs`]}}}}|Gateway.PublicGateways.a.b.UseSubdomain|did you mean 'UseSubdomains'?",
      "{`Frobnicate`: 1}|Frobnicate|there is no such key, so it has no effect"})
  void misspeltKeys_areWarnedOf_withTheNearestRightOne(String json, String key, String hint) {
    assertThat(problems(json)).singleElement().satisfies(problem -> {
      assertThat(problem.severity()).isEqualTo(Severity.WARNING);
      assertThat(problem.key()).isEqualTo(key);
      assertThat(problem.reason()).endsWith(hint);
    });
    assertThat(config(json)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{`Swarm`: {`ConnMgr`: {`HighWater`: 50}}}", "{`Mounts`: {`IPFS`: `/ipfs`}}",
      "{`Plugins`: {`Plugins`: {`p`: {`Config`: {`free`: {`form`: 1}}}}}}", "{`Telemetry`: {`Mode`: `on`}}",
      "{`Datastore`: {`Spec`: {`type`: `mount`, `mounts`: []}}}"})
  void keysOfKubo_areNoticedAtMost(String json) {
    assertThat(problems(json)).singleElement().extracting(ConfigProblem::severity).isEqualTo(Severity.NOTICE);
  }

  @Test
  void emptyKeysOfKubo_areSilent() {
    assertThat(problems(
        """
            {`Swarm`: {`AddrFilters`: null, `RelayClient`: {}, `ConnMgr`: {}}, `AutoNAT`: {}, `Pubsub`: {`Router`: ``,
             `DisableSigning`: false}, `Experimental`: {`OptimisticProvideJobsPoolSize`: 0}, `DNS`: {`Resolvers`: {`.`: `auto`}},
             `Ipns`: {`DelegatedPublishers`: [`auto`]}}"""))
        .isEmpty();
  }

  @Test
  void doubtfulSettings_areWarnedOf() {
    assertThat(problems("{`Addresses`: {`API`: `/ip4/0.0.0.0/tcp/5001`}}")).singleElement()
        .asString()
        .contains("lets everybody");
    assertThat(problems("{`API`: {`Authorizations`: {`a`: {`AuthSecret`: `x`}}}}")).singleElement()
        .asString()
        .contains("may call nothing");
    assertThat(problems("{`Gateway`: {`PublicGateways`: {`a.b`: {`NoDNSLink`: true}}}}")).singleElement()
        .asString()
        .contains("serves nothing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{`Addresses`: {`API`: `/ip4/127.0.0.1/tcp/0`, `Gateway`: `/ip4/127.0.0.1/tcp/0`}}",
      "{`Addresses`: {`API`: `/ip4/127.0.0.1/tcp/7`, `Gateway`: `/ip4/127.0.0.2/tcp/7`}}",
      "{`Addresses`: {`API`: `/ip4/127.0.0.1/tcp/7`, `Gateway`: `/ip6/::1/tcp/7`}}",
      "{`Addresses`: {`Swarm`: [`/ip4/0.0.0.0/tcp/7`, `/ip4/0.0.0.0/tcp/7/ws`, `/ip4/0.0.0.0/udp/5001/quic-v1`]}}",
      "{`Import`: {`CidVersion`: 0, `UnixFSRawLeaves`: true}}", "{`Import`: {`HashFunction`: `sha2-512`}}"})
  void combinationsThatWork_areNotComplainedOf(String json) {
    assertThat(problems(json)).isEmpty();
    assertThat(config(json)).isNotNull();
  }

  @Test
  void anotherHash_takesCidVersion1_unlessTold() {
    assertThat(config("{`Import`: {`HashFunction`: `sha2-512`}}").importing().effectiveCidVersion()).isOne();
    assertThat(config("{`Import`: {`UnixFSRawLeaves`: false}}").importing().rawLeaves())
        .isEqualTo(Optional.of(false));
  }
}
