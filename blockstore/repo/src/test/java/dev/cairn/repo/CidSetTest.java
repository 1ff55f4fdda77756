package dev.cairn.repo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.Multihash;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class CidSetTest {
  private record Entry(Multihash hash, long kind) {}

  @Provide
  Arbitrary<List<Entry>> entries() {
    // Few different digests, of many lengths and functions, so that entries differ in one respect only.
    Arbitrary<Multihash> hashes = Combinators
        .combine(Arbitraries.integers().between(0, 9), Arbitraries.of(0L, 0x12L, 0x13L, 0x22L),
            Arbitraries.of(0, 4, 19, 20, 32, 64))
        .as((seed, code, length) -> {
          byte[] digest = new byte[length];
          new Random(seed).nextBytes(digest);
          return Multihash.of(code, digest);
        });
    return Combinators.combine(hashes, Arbitraries.of(0L, 0x70L, 0x71L)).as(Entry::new).list().ofMaxSize(400);
  }

  @Property(tries = 200)
  void behavesAsASet(@ForAll("entries") List<Entry> entries) {
    CidSet set = new CidSet();
    CidSet half = new CidSet();
    Set<Entry> model = new HashSet<>();
    for (Entry entry : entries) {
      assertThat(set.contains(entry.hash, entry.kind)).isEqualTo(model.contains(entry));
      assertThat(set.add(entry.hash, entry.kind)).isEqualTo(model.add(entry));
      if (model.size() % 2 == 0) {
        half.add(entry.hash, entry.kind);
      }
    }
    assertThat(set.size()).isEqualTo(model.size());
    half.addAll(set);
    assertThat(half.size()).isEqualTo(model.size());
    assertThat(model).allMatch(entry -> half.contains(entry.hash, entry.kind));
  }

  @Test
  void holdsManyBlocks() {
    CidSet set = new CidSet();
    byte[] content = new byte[4];
    for (int i = 0; i < 100_000; i++) {
      ByteBuffer.wrap(content).putInt(i);
      assertThat(set.add(HashFunction.SHA2_256.hash(content), 0)).isTrue();
    }
    assertThat(set.size()).isEqualTo(100_000);
    for (int i = 0; i < 100_000; i++) {
      ByteBuffer.wrap(content).putInt(i);
      assertThat(set.contains(HashFunction.SHA2_256.hash(content), 0)).isTrue();
    }
    ByteBuffer.wrap(content).putInt(-1);
    assertThat(set.contains(HashFunction.SHA2_256.hash(content), 0)).isFalse();
  }
}
