package dev.cairn.store.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.store.TableKey;
import dev.cairn.store.pack.RecordFormat.Header;
import dev.cairn.store.pack.RecordFormat.Kind;
import dev.cairn.store.pack.TableFormat.Edit;
import dev.cairn.store.pack.TableFormat.SnapshotPart;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Records, headers and payloads as bytes: what is written is read, and nothing else is. */
final class FormatTest {
  @Property(tries = 150)
  void aRecordHeader_isValidAtItsPlaceOnly(@ForAll long salt, @ForAll @IntRange(min = 1) int segment,
      @ForAll @IntRange(min = 64) int offset, @ForAll @Size(max = 139) byte[] key,
      @ForAll @IntRange(max = RecordFormat.MAX_PAYLOAD_BYTES) int payload, @ForAll int crc) {
    long position = Position.of(segment, offset);
    ByteBuffer bytes = ByteBuffer.wrap(RecordFormat.header(salt, position, Kind.BLOCK, key, payload, crc));

    Header header = RecordFormat.parse(bytes, 0, salt, position);
    assertThat(header).isNotNull();
    assertThat(header.kind()).isEqualTo(Kind.BLOCK);
    assertThat(header.key()).isEqualTo(key);
    assertThat(header.payloadBytes()).isEqualTo(payload);
    assertThat(header.payloadCrc()).isEqualTo(crc);
    assertThat(header.recordBytes()).isEqualTo(bytes.capacity() + payload);
    assertThat(RecordFormat.parse(bytes, 0, salt + 1, position)).isNull();
    assertThat(RecordFormat.parse(bytes, 0, salt, position + 1)).isNull();
    assertThat(RecordFormat.parse(bytes, 0, salt, Position.of(segment + 1, offset))).isNull();
    assertThat(RecordFormat.parse(bytes.slice(0, bytes.capacity() - 1), 0, salt, position)).isNull();
  }

  @Property(tries = 150)
  void aFlippedBit_anywhereInAHeader_makesItNone(@ForAll @Size(min = 34, max = 40) byte[] key,
      @ForAll @IntRange(min = 0, max = 60 * 8) int bit) {
    byte[] bytes = RecordFormat.header(7, 100, Kind.TABLES, key, 1000, 5);
    int at = bit % (bytes.length * 8);
    bytes[at / 8] ^= (byte) (1 << at % 8);

    assertThat(RecordFormat.parse(ByteBuffer.wrap(bytes), 0, 7, 100)).isNull();
  }

  @Property(tries = 250)
  void noBytes_makeADecoderThrow(@ForAll @Size(max = 200) byte[] bytes) {
    ByteBuffer from = ByteBuffer.wrap(bytes);

    assertThat(RecordFormat.parse(from, 0, 1, 2)).isNull();
    assertThat(SegmentFormat.parse(from.duplicate())).isNotInstanceOf(SegmentFormat.Header.Valid.class);
    List<Edit> edits = TableFormat.decode(from.duplicate());
    SnapshotPart part = TableFormat.decodeSnapshot(from.duplicate());
    Totals totals = Totals.decode(from.duplicate());
    assertThat(edits == null || TableFormat.encode(edits).length == bytes.length).isTrue();
    assertThat(part == null || TableFormat.encode(part).length == bytes.length).isTrue();
    assertThat(totals == null || totals.encode().length == bytes.length).isTrue();
  }

  @Property(tries = 100)
  void tableChanges_areReadAsWritten_andNeverFromAPart(@ForAll long seed,
      @ForAll @IntRange(max = 20) int count) {
    Random random = new Random(seed);
    List<Edit> edits = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] key = new byte[2 + random.nextInt(254)];
      random.nextBytes(key);
      byte[] value = new byte[random.nextInt(300)];
      random.nextBytes(value);
      edits.add(new Edit(TableKey.stored(key), random.nextBoolean() ? value : null));
    }
    byte[] bytes = TableFormat.encode(edits);

    assertThat((long) bytes.length).isEqualTo(TableFormat.size(edits));
    List<Edit> decoded = TableFormat.decode(ByteBuffer.wrap(bytes));
    assertThat(decoded).isNotNull().hasSize(count);
    for (int i = 0; i < count; i++) {
      assertThat(decoded.get(i).key()).isEqualTo(edits.get(i).key());
      assertThat(decoded.get(i).value()).isEqualTo(edits.get(i).value());
    }
    for (int cut = 0; cut < bytes.length; cut += 1 + bytes.length / 40) {
      assertThat(TableFormat.decode(ByteBuffer.wrap(bytes, 0, cut).slice())).isNull();
    }
    SnapshotPart part = new SnapshotPart(seed, count, random.nextBoolean(), edits);
    byte[] encoded = TableFormat.encode(part);
    SnapshotPart again = TableFormat.decodeSnapshot(ByteBuffer.wrap(encoded));
    assertThat(again).isNotNull();
    assertThat(again.position()).isEqualTo(seed);
    assertThat(again.part()).isEqualTo(count);
    assertThat(again.last()).isEqualTo(part.last());
    assertThat(TableFormat.encode(again)).isEqualTo(encoded);
  }

  @Test
  void totals_areReadAsWritten() {
    Totals totals = new Totals(Position.of(3, 77), -5, 10, 1000, Map.of(1, 7L, 2, 0L), 300,
        Position.of(2, 64));

    assertThat(Totals.decode(ByteBuffer.wrap(totals.encode()))).isEqualTo(totals);
    assertThat(Totals.version(ByteBuffer.wrap(totals.encode()))).isEqualTo(Totals.VERSION);
  }

  @Test
  void aSegmentHeader_saysWhatItIs() {
    byte[] bytes = SegmentFormat.header(9, -1L);
    assertThat(SegmentFormat.parse(ByteBuffer.wrap(bytes))).isEqualTo(new SegmentFormat.Header.Valid(9, -1L));
    assertThat(SegmentFormat.parse(ByteBuffer.wrap(new byte[64])))
        .isEqualTo(new SegmentFormat.Header.Blank());
    assertThat(SegmentFormat.parse(ByteBuffer.allocate(0))).isEqualTo(new SegmentFormat.Header.Blank());
    for (int i = 0; i < bytes.length; i++) {
      byte[] damaged = bytes.clone();
      damaged[i] ^= 1;
      assertThat(SegmentFormat.parse(ByteBuffer.wrap(damaged))).isEqualTo(new SegmentFormat.Header.Damaged());
    }
  }
}
