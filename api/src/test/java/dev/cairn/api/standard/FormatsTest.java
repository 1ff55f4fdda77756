package dev.cairn.api.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.api.command.CommandException;
import dev.cairn.multiformats.Multibase;
import dev.cairn.multiformats.Multicodec;
import dev.cairn.multiformats.MultiformatException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How things are written for people. The expected texts were taken from Kubo 0.44. */
class FormatsTest {
  @ParameterizedTest
  @CsvSource({"0, 0 B", "9, 9 B", "10, 10 B", "335, 335 B", "1000, 1.0 kB", "9949, 9.9 kB", "54387, 54 kB",
      "19204380, 19 MB", "10000000000, 10 GB", "999999, 1000 kB"})
  void sizesForPeople(long bytes, String text) {
    assertThat(Sizes.human(bytes)).isEqualTo(text);
  }

  @Test
  void namesAreSafeForTerminals() {
    assertThat(Printable.name("plain ü name")).isEqualTo("plain ü name");
    assertThat(Printable.name("we\"ird\tname\1")).isEqualTo("we\"ird\\tname\\x01");
    assertThat(Printable.name("a\\b")).isEqualTo("a\\\\b");
    assertThat(Printable.name("\u001b[31m")).isEqualTo("\\x1b[31m");
    assertThat(Printable.name("x\u202ey")).isEqualTo("x\\u202ey");
    assertThat(Printable.name("a\u00a0b")).isEqualTo("a\\u00a0b");
  }

  @Test
  void columnsStandBelowEachOther() throws IOException {
    Columns columns = new Columns(1);
    columns.add(List.of("Hash", "Size", "Name"));
    columns.add(List.of("Qm1234", "-", "a"));
    StringBuilder text = new StringBuilder();
    columns.appendTo(text);
    assertThat(text).hasToString("Hash   Size Name\nQm1234 -    a\n");
  }

  @Test
  void modesAreThoseOfLs() {
    assertThat(new LsLink("n", "h", 0, LsLink.FILE, "", 0644, "").modeText()).isEqualTo("-rw-r--r--");
    assertThat(new LsLink("n", "h", 0, LsLink.DIRECTORY, "", 1L << 31 | 1L << 20 | 0777, "").modeText())
        .isEqualTo("drwxrwxrwt");
    assertThat(new LsLink("n", "h", 0, LsLink.FILE, "", 1L << 23 | 0644, "").modeText())
        .isEqualTo("-rwSr--r--");
    assertThat(new LsLink("n", "h", 0, LsLink.FILE, "", 0, "").modeText()).isEqualTo("-");
  }

  @Test
  void cidFormat() {
    String v1 = "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e";
    String v0 = "QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn";
    String all = "%b %B %v %V %c %C %h %H %L %s %S %P %%";
    assertThat(format(all, v1))
        .isEqualTo("base32 b cidv1 1 raw 85 sha2-256 18 32 " + v1 + " " + v1.substring(1)
            + " cidv1-raw-sha2-256-32 %");
    assertThat(format(all, v0)).isEqualTo("base58btc z cidv0 0 dag-pb 112 sha2-256 18 32 " + v0 + " " + v0
        + " cidv0-dag-pb-sha2-256-32 %");
    assertThat(format("%d %D %m %M", v0)).isEqualTo("z72gdmFAgRzYHkJzKiL8MgMMRW3BTSCGyDHroPxJbxMJn "
        + "72gdmFAgRzYHkJzKiL8MgMMRW3BTSCGyDHroPxJbxMJn zQmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn "
        + v0);
    assertThat(
        new CidFormat("%s", Optional.of(1), Optional.of(Multicodec.RAW), Optional.of(Multibase.BASE58_BTC))
            .apply(v0))
        .isEqualTo("zb2rhcfxpvbQ3Tzy7CWPbWpXjiyqgj1kYQakS5gBKyhUC8DaW");
    assertThatThrownBy(() -> format("%x", v1)).isInstanceOf(CommandException.class)
        .hasMessage("unrecognized specifier in format string: %x");
    assertThatThrownBy(() -> format("%", v1)).isInstanceOf(CommandException.class);
    assertThatThrownBy(() -> format("plain", v1)).isInstanceOf(CommandException.class)
        .hasMessage("invalid format string: \"plain\"");
    assertThatThrownBy(
        () -> new CidFormat("%s", Optional.of(0), Optional.empty(), Optional.empty()).apply(v1))
        .isInstanceOf(MultiformatException.class).hasMessage("can't convert non-dag-pb nodes to cidv0");
  }

  private static String format(String pattern, String cid) {
    return new CidFormat(pattern, Optional.empty(), Optional.empty(), Optional.empty()).apply(cid);
  }
}
