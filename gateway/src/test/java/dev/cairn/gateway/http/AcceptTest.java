package dev.cairn.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptTest {
  private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

  private static Accept parse(String header) {
    return Accept.parse(Optional.of(header));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "application/vnd.ipld.raw | RAW",
      "APPLICATION/VND.IPLD.RAW | RAW",
      "application/vnd.ipld.car; version=1; order=dfs; dups=y | CAR",
      "application/x-tar | TAR",
      "application/json, text/plain, */* | JSON",
      "*/*, application/vnd.ipld.raw | RAW",
      "application/cbor;q=0.5, application/vnd.ipld.dag-cbor;q=0.9 | DAG_CBOR",
      "application/vnd.ipld.dag-json;q=0.1,application/vnd.ipld.car;q=0.2 | CAR",
      "application/vnd.ipfs.ipns-record | IPNS_RECORD",
  })
  void findsTheSpecialFormat(String header, ResponseFormat format) {
    assertThat(parse(header).format()).contains(format);
    assertThat(parse(header).special()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {
      BROWSER, "*/*", "", "text/html, application/vnd.ipld.raw;q=0.5", "*/*, application/vnd.ipld.raw;q=0.9",
      "application/vnd.ipld.raw;q=0", "application/vnd.ipld.raw;q=nonsense", "image/*", ",,;;",
      "application/jsonp"})
  void servesTheWebOtherwise(String header) {
    assertThat(parse(header).special()).isFalse();
  }

  @Test
  void tellsUnknownFormatsOfTheVendorTrees() {
    assertThat(parse("application/vnd.ipld.new").unsupported()).contains("application/vnd.ipld.new");
    assertThat(parse("application/vnd.ipld.new, application/vnd.ipld.raw;q=0.5").unsupported()).isPresent();
    assertThat(parse("application/vnd.ipld.new;q=0.5, application/vnd.ipld.raw").format())
        .contains(ResponseFormat.RAW);
    assertThat(parse("application/vnd.ipld.new;q=0.5, */*").unsupported()).isEmpty();
  }

  @Test
  void knowsWhoReadsHtml() {
    assertThat(parse(BROWSER).html()).isTrue();
    assertThat(parse("*/*").html()).isFalse();
    assertThat(parse("text/html;q=0").html()).isFalse();
    assertThat(Accept.parse(Optional.empty())).isEqualTo(Accept.ANYTHING);
  }

  @Property
  void anyHeaderIsDecided(@ForAll String header) {
    assertThat(parse(header)).isNotNull();
    assertThat(parse("application/vnd.ipld.raw;" + header)).isNotNull();
  }
}
