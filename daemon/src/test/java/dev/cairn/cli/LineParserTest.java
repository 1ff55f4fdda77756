package dev.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.api.command.Invocation.NamedValue;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineParserTest {
  private static final Vocabulary ALL = CliCommands.vocabulary();
  private static final Vocabulary TABLE = CommandTable.parse(CommandTable.write(CliCommands.all()));

  private static Optional<Line> parse(String line) {
    Optional<Line> parsed = LineParser.parse(ALL, line.isEmpty() ? new String[0] : line.split(" "));
    Optional<Line> byTable = LineParser.parse(TABLE, line.isEmpty() ? new String[0] : line.split(" "));
    assertThat(byTable.map(Line::options)).isEqualTo(parsed.map(Line::options));
    assertThat(byTable.map(Line::arguments)).isEqualTo(parsed.map(Line::arguments));
    assertThat(byTable.map(each -> each.spec().path())).isEqualTo(parsed.map(each -> each.spec().path()));
    return parsed;
  }

  private static Line line(String text) {
    return parse(text).orElseThrow(() -> new AssertionError("not understood: " + text));
  }

  @Test
  void wordsNameTheCommandUntilTheFirstArgument() {
    assertThat(line("pin ls").spec().path()).containsExactly("pin", "ls");
    assertThat(line("cat pin ls").arguments()).containsExactly("pin", "ls");
  }

  @Test
  void optionsInEveryWayOfWriting() {
    for (String way : List.of("--chunker=size-10", "--chunker size-10", "-s size-10", "-ssize-10",
        "-s=size-10")) {
      assertThat(line("add " + way + " file").option("chunker")).as(way).contains("size-10");
    }
    assertThat(line("add -rQ dir").options()).containsExactly(new NamedValue("recursive", "true"),
        new NamedValue("quieter", "true"));
    assertThat(line("add --pin=false x").flag("pin", true)).isFalse();
    assertThat(line("add x -r").flag("recursive")).isTrue();
  }

  @Test
  void globalOptionsMayComeFirst() {
    Line line = line("--repo-dir /a/b --timeout=3s pin ls -q");
    assertThat(line.option("repo-dir")).contains("/a/b");
    assertThat(line.option("timeout")).contains("3s");
    assertThat(line.spec().name()).isEqualTo("pin ls");
  }

  @Test
  void afterTwoDashesOnlyArguments() {
    assertThat(line("add -r -- -r --pin").arguments()).containsExactly("-r", "--pin");
  }

  @Test
  void aSingleDashIsAnArgument() {
    assertThat(line("add -").arguments()).containsExactly("-");
  }

  @Test
  void anArgumentThatCanComeFromStandardInputMayBeMissing() {
    assertThat(line("cat").arguments()).isEmpty();
    assertThat(line("add").arguments()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "pin", "pni ls", "pin lss", "cat --nonsense x", "cat -9 x", "add --help", "-h",
      "add -s",
      "add --pin=maybe x", "cat --length=ten x", "version extra", "add -s a -s b x", "--pin add x"})
  void everythingUnusualIsLeftToTheExplanation(String line) {
    assertThat(parse(line)).isEmpty();
  }

  @Test
  void theTableHoldsEveryCommand() {
    for (var command : CliCommands.all().all()) {
      var spec = command.spec();
      var found = TABLE.find(spec.path()).orElseThrow();
      assertThat(found.traits()).isEqualTo(spec.traits());
      assertThat(found.options().stream().map(option -> option.names() + " " + option.type()))
          .isEqualTo(spec.options().stream().map(option -> option.names() + " " + option.type()).toList());
      assertThat(found.arguments().stream().map(each -> each.name() + each.kind() + each.required()
          + each.variadic() + each.stdin() + each.recursive()))
          .isEqualTo(spec.arguments().stream().map(each -> each.name() + each.kind() + each.required()
              + each.variadic() + each.stdin() + each.recursive()).toList());
    }
  }
}
