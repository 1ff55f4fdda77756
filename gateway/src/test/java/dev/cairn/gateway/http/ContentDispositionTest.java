package dev.cairn.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ContentDispositionTest {
  @Test
  void namesAFileTwice() {
    assertThat(ContentDisposition.of(true, Optional.of("testтест.tar")))
        .isEqualTo(
            "attachment; filename=\"test____.tar\"; filename*=UTF-8''test%D1%82%D0%B5%D1%81%D1%82.tar");
    assertThat(ContentDisposition.of(false, Optional.of("a b.txt")))
        .isEqualTo("inline; filename=\"a%20b.txt\"; filename*=UTF-8''a%20b.txt");
  }

  @Test
  void canDoWithoutAName() {
    assertThat(ContentDisposition.of(true, Optional.empty())).isEqualTo("attachment");
  }

  @Property
  void noNameEscapes(@ForAll String name) {
    assertThat(ContentDisposition.of(false, Optional.of(name)))
        .matches("inline; filename=\"[A-Za-z0-9%._~-]*\"; filename\\*=UTF-8''[A-Za-z0-9%._~-]*");
  }
}
