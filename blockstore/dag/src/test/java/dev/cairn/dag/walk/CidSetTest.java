package dev.cairn.dag.walk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.dag.Blocks;
import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.Multicodec;
import dev.cairn.multiformats.Multihash;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class CidSetTest {
  @Property(tries = 50)
  void behavesAsASetOfCids(@ForAll List<@IntRange(max = 300) Integer> numbers) {
    CidSet set = new CidSet();
    Set<Cid> model = new HashSet<>();
    for (int number : numbers) {
      Cid cid = cid(number);
      assertThat(set.contains(cid)).isEqualTo(model.contains(cid));
      assertThat(set.add(cid)).isEqualTo(model.add(cid));
      assertThat(set.contains(cid)).isTrue();
    }
    assertThat(set.size()).isEqualTo(model.size());
  }

  @Test
  void growsOverManyCids() {
    CidSet set = new CidSet();
    for (int i = 0; i < 20_000; i++) {
      assertThat(set.add(Blocks.raw("block " + i).cid())).isTrue();
    }
    assertThat(set.size()).isEqualTo(20_000);
    for (int i = 0; i < 20_000; i++) {
      assertThat(set.add(Blocks.raw("block " + i).cid())).isFalse();
    }
    assertThat(set.contains(Blocks.raw("other").cid())).isFalse();
  }

  @Test
  void digestOfZeros_isACidLikeAnother() {
    CidSet set = new CidSet();
    Cid zero = Cid.v1(Multicodec.RAW, Multihash.of(HashFunction.SHA2_256, new byte[32]));
    assertThat(set.contains(zero)).isFalse();
    assertThat(set.add(zero)).isTrue();
    assertThat(set.add(zero)).isFalse();
    assertThat(set.contains(zero)).isTrue();
    assertThat(set.size()).isEqualTo(1);
  }

  @Test
  void cidsOfOneMultihash_areTheirOwn() {
    CidSet set = new CidSet();
    Multihash hash = HashFunction.SHA2_256.hash(new byte[0]);
    assertThat(set.add(Cid.v0(hash))).isTrue();
    assertThat(set.add(Cid.v0(hash))).isFalse();
    assertThat(set.add(Cid.v1(Multicodec.DAG_PB, hash))).isTrue();
    assertThat(set.add(Cid.v1(Multicodec.RAW, hash))).isTrue();
    assertThat(set.add(Cid.v1(0x123456, hash))).isTrue();
    assertThat(set.size()).isEqualTo(4);
  }

  private static Cid cid(int number) {
    Multicodec codec = number % 3 == 0 ? Multicodec.RAW : Multicodec.DAG_CBOR;
    HashFunction function = number % 7 == 0 ? HashFunction.IDENTITY : HashFunction.SHA2_256;
    return Cid.v1(codec, function.hash(new byte[]{(byte) number, (byte) (number >> 8)}));
  }
}
