package dev.cairn.multiformats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MulticodecTest {
  @Test
  void table_namesAndNumbersAgree_andEveryIpldCodecIsKnown() {
    List<List<String>> rows = Fixtures.rows("multicodec_table.csv");
    for (Multicodec codec : Multicodec.values()) {
      List<String> row = rows.stream().filter(r -> r.getFirst().equals(codec.label())).findFirst()
          .orElseThrow();
      assertThat(Long.decode(row.get(2))).as(codec.label()).isEqualTo(codec.code());
      assertThat(row.get(1).equals("ipld")).as(codec.label()).isEqualTo(codec.isIpld());
    }
    List<String> ipld = rows.stream().filter(r -> r.get(1).equals("ipld")).map(List::getFirst).toList();
    assertThat(ipld).hasSizeGreaterThan(40).allSatisfy(label -> assertThat(Multicodec.of(label)).isPresent());
  }

  @Test
  void constants_areByAscendingNumber_andFound() {
    assertThat(Arrays.stream(Multicodec.values()).map(Multicodec::code)).isSorted();
    for (Multicodec codec : Multicodec.values()) {
      assertThat(Multicodec.of(codec.code())).contains(codec);
      assertThat(Multicodec.of(codec.label())).contains(codec);
    }
    assertThat(Multicodec.of(0x7fff_ffffL)).isEmpty();
    assertThat(Multicodec.of("dag-nothing")).isEmpty();
  }

  @Test
  void multiaddrProtocols_agreeWithTheTable() {
    List<List<String>> rows = Fixtures.rows("multicodec_table.csv");
    for (MultiaddrProtocol protocol : MultiaddrProtocol.values()) {
      // The in-memory transport of go-multiaddr has another name in the table.
      String label = protocol == MultiaddrProtocol.MEMORY ? "memorytransport" : protocol.label();
      List<String> row = rows.stream().filter(r -> r.getFirst().equals(label)).findFirst().orElseThrow();
      assertThat(Long.decode(row.get(2))).as(label).isEqualTo(protocol.code());
    }
  }
}
