package dev.cairn.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {
  @Test
  void ordersAsPeopleDo() {
    List<String> names = Arrays.asList("part10", "Part2", "part2", "part02", "a", "B", "a1b", "a1", "c", "_x",
        "10", "9");

    names.sort(NaturalOrder.INSTANCE);

    assertThat(names).containsExactly("9", "10", "_x", "a", "a1", "a1b", "B", "c", "Part2", "part02", "part2",
        "part10");
  }

  @Property
  void isATotalOrder(
      @ForAll @StringLength(max = 5) @CharRange(from = '/', to = 'd') String a,
      @ForAll @StringLength(max = 5) @CharRange(from = '/', to = 'd') String b,
      @ForAll @StringLength(max = 5) @CharRange(from = '/', to = 'd') String c) {
    NaturalOrder order = NaturalOrder.INSTANCE;

    assertThat(Integer.signum(order.compare(a, b))).isEqualTo(-Integer.signum(order.compare(b, a)));
    assertThat(order.compare(a, b) == 0).isEqualTo(a.equals(b));
    if (order.compare(a, b) <= 0 && order.compare(b, c) <= 0) {
      assertThat(order.compare(a, c)).isLessThanOrEqualTo(0);
    }
  }
}
