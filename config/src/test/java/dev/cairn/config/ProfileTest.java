package dev.cairn.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.multiformats.Multiaddr;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ProfileTest {
  static List<Profile> all() {
    return Profile.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyProfile_makesAFileWithoutErrors_andSetsOnlyKnownKeys(Profile profile) {
    ConfigFile file = profile.apply(ConfigFile.empty());
    assertThat(file.problems()).noneMatch(p -> p.severity() != ConfigProblem.Severity.NOTICE);
    assertThat(profile.description()).isNotBlank();
    assertThat(Profile.of(profile.name())).isSameAs(profile);
    if (!profile.name().equals("randomports")) {
      assertThat(ConfigDiff.between(file, profile.apply(file))).as("applying it twice changes nothing more")
          .isEmpty();
    }
  }

  @Test
  void test_keepsToThisMachine_andDefaultNetworkingUndoesIt() {
    ConfigFile test = Profile.of("test").apply(ConfigFile.empty());
    Config config = test.config();
    assertThat(config.addresses().api()).containsExactly(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"));
    assertThat(config.addresses().swarm()).containsExactly(Multiaddr.parse("/ip4/127.0.0.1/tcp/0"));
    assertThat(config.bootstrap()).isEqualTo(new Config.Bootstrap(false, List.of()));
    Config back = Profile.of("default-networking").apply(test).config();
    assertThat(back).isEqualTo(Config.defaults());
  }

  @Test
  void server_andLocalDiscovery_undoEachOther_andKeepOtherAddresses() {
    ConfigFile own = ConfigFile.parse("{\"Addresses\": {\"NoAnnounce\": [\"/ip4/9.9.9.9/ipcidr/32\"]}}");
    ConfigFile server = Profile.of("server").apply(own);
    assertThat(server.config().addresses().noAnnounce()).hasSize(20)
        .startsWith(Multiaddr.parse("/ip4/9.9.9.9/ipcidr/32"));
    assertThat(server.get("Discovery.MDNS.Enabled").booleanValue()).isFalse();
    ConfigFile back = Profile.of("local-discovery").apply(server);
    assertThat(back.config().addresses()).isEqualTo(own.config().addresses());
    assertThat(back.get("Swarm.AddrFilters")).isEmpty();
  }

  @Test
  void unixFsProfiles_setEveryParameterOfTheIpip() {
    Config.Import old = Profile.of("unixfs-v0-2015").apply(ConfigFile.empty()).config().importing();
    Config.Import standard = Config.defaults().importing();
    assertThat(old.cidVersion()).hasValue(0);
    assertThat(old.rawLeaves()).hasValue(false);
    assertThat(List.of(old.chunker(), old.fileMaxLinks(), old.hamtMaxFanout(), old.hamtSizeEstimation(),
        old.hamtSizeThresholdBytes(), old.dagLayout(), old.hashFunction(), old.directoryMaxLinks()))
        .as("the defaults are this profile")
        .isEqualTo(List.of(standard.chunker(), standard.fileMaxLinks(), standard.hamtMaxFanout(),
            standard.hamtSizeEstimation(), standard.hamtSizeThresholdBytes(), standard.dagLayout(),
            standard.hashFunction(), standard.directoryMaxLinks()));
    Config.Import modern = Profile.of("unixfs-v1-2025").apply(ConfigFile.empty()).config().importing();
    assertThat(modern.cidVersion()).hasValue(1);
    assertThat(modern.rawLeaves()).hasValue(true);
    assertThat(modern.chunker()).isEqualTo("size-1048576");
    assertThat(modern.fileMaxLinks()).isEqualTo(1024);
    assertThat(modern.hamtSizeEstimation()).isEqualTo(Config.SizeEstimation.BLOCK);
    assertThat(Profile.of("legacy-cid-v0").apply(ConfigFile.empty()).config().importing()).isEqualTo(old);
  }

  @Test
  void randomPorts_areTheSameForBothFamilies() {
    List<Multiaddr> swarm = Profile.of("randomports").apply(ConfigFile.empty()).config().addresses().swarm();
    assertThat(swarm).hasSize(2);
    int port = swarm.getFirst().hostPort().orElseThrow().port();
    assertThat(port).isPositive();
    assertThat(swarm.getLast().hostPort().orElseThrow().port()).isEqualTo(port);
  }

  @Test
  void diff_showsWhatWouldChange() {
    ConfigFile before = ConfigFile.parse("{\"Gateway\": {\"NoFetch\": true}, \"Only\": 1}");
    ConfigFile after = ConfigFile.parse("{\"Gateway\": {\"NoFetch\": false}, \"New\": [1]}");
    assertThat(ConfigDiff.between(before, after)).extracting(ConfigDiff::toString)
        .containsExactly("- Gateway.NoFetch: true\n+ Gateway.NoFetch: false", "- Only: 1",
            "+ New: [\n+   1\n+ ]");
    assertThat(ConfigDiff.between(before, before)).isEmpty();
  }

  @Test
  void unknownNames_areToldWithTheNearest() {
    assertThatThrownBy(() -> Profile.of("tset")).isInstanceOf(UserError.class)
        .hasMessageContaining("did you mean 'test'?");
    assertThatThrownBy(() -> Profile.of("flatfs")).isInstanceOf(UserError.class)
        .hasMessageContaining("leave it out");
  }

  @Test
  void apply_toAFileWithAValueForASection_isRefused() {
    ConfigFile odd = ConfigFile.parse("{\"Swarm\": 5}");
    assertThatThrownBy(() -> Profile.of("server").apply(odd)).isInstanceOf(UserError.class)
        .hasMessageContaining("Swarm key is not a map");
  }
}
