package dev.cairn.api.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.dag.BlockNotFoundException;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.Multibase;
import dev.cairn.multiformats.MultiformatException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The framework around commands, apart from any command. */
class FrameworkTest {
  private static final Cid V0 = Cid.parse("QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn");
  private static final Cid V1 = Cid.parse("bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e");

  @ParameterizedTest
  @CsvSource({"300ms, PT0.3S", "1.5h, PT1H30M", "2h45m, PT2H45M", "1m0.5s, PT1M0.5S", "10us, PT0.00001S",
      "0, PT0S",
      "-5s, PT-5S", "+1ns, PT0.000000001S", ".5s, PT0.5S"})
  void durationsAreThoseOfGo(String text, Duration length) {
    assertThat(GoDuration.parse(text)).isEqualTo(length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "s", "1x", "1s2", "1 s", "--1s", "1d", "9999999999h", "1s "})
  void otherDurationsAreRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> GoDuration.parse(text))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("write it like 30s");
  }

  @Property(tries = 500)
  void durationsThrowNothingElse(@ForAll String text) {
    try {
      assertThat(GoDuration.parse(text)).isNotNull();
    } catch (CommandException e) {
      assertThat(e.code()).isEqualTo(CommandException.Code.CLIENT);
    }
  }

  @Test
  void cidsAreWrittenAsAsked() {
    assertThat(CidText.USUAL.of(V0)).isEqualTo(V0.toString());
    assertThat(CidText.of(Optional.of("base16"), Optional.empty()).of(V0)).startsWith("f0170");
    assertThat(CidText.of(Optional.of("base58btc"), Optional.empty()).of(V0)).startsWith("Qm");
    assertThat(CidText.of(Optional.empty(), Optional.of(true)).of(V0)).startsWith("bafy");
    assertThat(CidText.of(Optional.of("base32"), Optional.of(false)).of(V0)).startsWith("Qm");
    assertThatThrownBy(() -> CidText.base("base1000")).isInstanceOf(CommandException.class)
        .hasMessageContaining("base1000");
  }

  @Test
  void cidsAreWrittenLikeThoseOfAPath() {
    CidText base16 = new CidText(Multibase.BASE16, true);
    assertThat(base16.like("/ipfs/" + V0 + "/a")).isEqualTo(CidText.USUAL);
    assertThat(base16.like(V1.toString()).base()).isEqualTo(Multibase.BASE32);
    assertThat(base16.like("/ipns/example.org")).isEqualTo(base16);
    assertThat(base16.like("")).isEqualTo(base16);
  }

  @Test
  void failuresSayWhatClientsSearchFor() {
    assertThat(Failure.of(new BlockNotFoundException(V1)).message())
        .isEqualTo("block was not found locally (offline): ipld: could not find " + V1);
    assertThat(Failure.of(new MultiformatException("bad")).number()).isZero();
    assertThat(Failure.of(CommandException.client("wrong")).number()).isEqualTo(1);
    assertThat(Failure.of(new IOException("disk")).unexpected()).isFalse();
    assertThat(Failure.of(new IndexOutOfBoundsException("bug")).unexpected()).isTrue();
    assertThat(Failure.of(new IndexOutOfBoundsException("bug")).number()).isEqualTo(2);
    assertThat(Failure.of(new CommandException("")).message()).isNotEmpty();
  }

  @Test
  void theTreeNeedsItsGroups() {
    Command leaf = CommandSpec.named("a b").does((in, out) -> {});
    assertThatThrownBy(() -> Commands.of(List.of(leaf))).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
        () -> Commands.of(List.of(CommandSpec.named("a").group(), CommandSpec.named("a").group())))
        .isInstanceOf(IllegalArgumentException.class);
    Commands commands = Commands.of(List.of(leaf, CommandSpec.named("a").group()));
    assertThat(commands.find("a b")).contains(leaf);
    assertThat(commands.find("a c")).isEmpty();
  }

  @Test
  void onlyTheLastArgumentTakesAll() {
    CommandSpec.Builder spec = CommandSpec.named("x").argument(Argument.text("a", "A.").many())
        .argument(Argument.text("b", "B."));
    assertThatThrownBy(spec::build).isInstanceOf(IllegalArgumentException.class);
  }
}
