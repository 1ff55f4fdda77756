package dev.cairn.repo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.multiformats.Cid;
import dev.cairn.multiformats.HashFunction;
import dev.cairn.multiformats.Multihash;
import dev.cairn.store.BlockstoreException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

final class PinRecordTest {
  @Provide
  Arbitrary<Cid> cids() {
    Arbitrary<Multihash> hashes = Arbitraries.integers()
        .map(i -> HashFunction.SHA2_256.hash(new byte[]{(byte) (int) i, (byte) (i >> 8)}));
    Arbitrary<Multihash> longest = Arbitraries.just(Multihash.of(HashFunction.IDENTITY, new byte[128]));
    return Arbitraries.oneOf(hashes.map(Cid::v0), Combinators
        .combine(Arbitraries.oneOf(hashes, longest), Arbitraries.longs().between(0, Long.MAX_VALUE))
        .as((hash, codec) -> Cid.v1(codec, hash)));
  }

  @Property
  void decode_ofWhatWasEncoded_isTheSame(
      @ForAll("cids") Cid cid, @ForAll Pin.Mode mode, @ForAll @StringLength(max = 80) String name) {
    // Text that UTF-8 cannot hold, such as half a surrogate pair, does not come back.
    Pin pin = new Pin(cid, mode, name.replaceAll("\\p{Cs}", ""));
    byte[] key = PinRecord.key(cid);

    assertThat(PinRecord.decode(key, PinRecord.value(pin))).isEqualTo(pin);
    assertThat(key.length).isLessThanOrEqualTo(255);
    assertThat(key).startsWith(cid.multihash().bytes());
  }

  @Property
  void decode_ofAnyBytes_throwsNothingElse(@ForAll @Size(max = 60) byte[] key,
      @ForAll @Size(max = 40) byte[] value) {
    try {
      assertThat(PinRecord.decode(key, value)).isNotNull();
    } catch (BlockstoreException e) {
      assertThat(e.code()).isEqualTo(BlockstoreException.Code.CORRUPT);
    }
  }

  @Property
  void decode_ofADamagedValue_throwsNothingElse(@ForAll @Size(max = 40) byte[] fields) {
    byte[] value = new byte[2 + fields.length];
    value[0] = 1;
    value[1] = 1;
    System.arraycopy(fields, 0, value, 2, fields.length);
    try {
      assertThat(PinRecord.decode(PinRecord.key(TestDag.leaf("a").cid()), value).mode())
          .isEqualTo(Pin.Mode.RECURSIVE);
    } catch (BlockstoreException e) {
      assertThat(e.code()).isEqualTo(BlockstoreException.Code.CORRUPT);
    }
  }
}
