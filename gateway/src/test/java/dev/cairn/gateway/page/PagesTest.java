package dev.cairn.gateway.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PagesTest {
  @Test
  void errorPageSaysWhatToDo() {
    ErrorPage page = new ErrorPage(404, "Not here", "block bafy is missing",
        List.of("Check it.", "Try again."));

    assertThat(new String(page.html(), UTF_8))
        .contains("<title>404 Not here</title>", "block bafy is missing", "<li>Check it.</li>", "</html>");
    assertThat(new String(page.text(), UTF_8)).isEqualTo("block bafy is missing\nCheck it.\nTry again.\n");
  }

  @Test
  void errorPageEscapes() {
    ErrorPage page = new ErrorPage(400, "Bad", "<script>alert(1)</script>", List.of("<img src=x>"));

    assertThat(new String(page.html(), UTF_8)).doesNotContain("<script", "<img");
  }

  @Test
  void welcomeExplainsItself() {
    assertThat(new String(WelcomePage.html(), UTF_8))
        .contains("IPFS gateway", "/ipfs/&lt;cid&gt;", "name=\"open\"")
        .doesNotContain("<script");
  }
}
