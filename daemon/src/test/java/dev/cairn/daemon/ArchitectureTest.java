package dev.cairn.daemon;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The walls between the modules. Maven holds most of them; these also hold inside a class path that has everything. */
class ArchitectureTest {
  private static final JavaClasses CLASSES = new ClassFileImporter()
      .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
      .importPackages("dev.cairn");

  /** From the ground up: each may use those before it, and only those. */
  private static final List<String> ORDER = List.of("multiformats", "config", "dag", "store", "repo",
      "libp2p",
      "routing", "bitswap", "gateway", "api", "daemon");

  @Test
  void everyPackageBelongsToAModule() {
    assertThat(CLASSES).hasSizeGreaterThan(200);
    classes().should()
        .resideInAnyPackage(withBench("dev.cairn.cli.."))
        .because("a package outside of the modules would be bound by none of the rules below")
        .check(CLASSES);
  }

  private static String[] withBench(String... more) {
    List<String> all = new ArrayList<>(List.of(more));
    ORDER.forEach(module -> all.add("dev.cairn." + module + ".."));
    return all.toArray(String[]::new);
  }

  @TestFactory
  List<DynamicTest> dependenciesPointOneWay() {
    List<DynamicTest> tests = new ArrayList<>();
    for (int i = 0; i + 1 < ORDER.size(); i++) {
      String lower = ORDER.get(i);
      String[] higher = ORDER.subList(i + 1, ORDER.size()).stream()
          .map(module -> "dev.cairn." + module + "..")
          .toArray(String[]::new);
      tests.add(DynamicTest.dynamicTest(lower, () -> noClasses().that()
          .resideInAPackage("dev.cairn." + lower + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(higher)
          .because("whoever reads " + lower + " should not have to know what is built on it")
          .allowEmptyShould(true)
          .check(CLASSES)));
    }
    return tests;
  }

  @Test
  void valuesDoNoInputOrOutput() {
    noClasses().that()
        .resideInAPackage("dev.cairn.multiformats..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..", "java.net.http..", "java.util.concurrent..", "org.slf4j..")
        .because("a value can be used anywhere, also in a test that has neither disk nor clock")
        .check(CLASSES);
  }

  @Test
  void dagKnowsNoStorageAndNoNetwork() {
    noClasses().that()
        .resideInAPackage("dev.cairn.dag..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "io.vertx..", "io.netty..",
            "org.lmdbjava..",
            "dev.cairn.config..")
        .because("it reads through BlockSource and writes through BlockSink, whatever stands behind them")
        .check(CLASSES);
  }

  @Test
  void lmdbStaysInsideThePackStore() {
    noClasses().that()
        .resideOutsideOfPackage("dev.cairn.store..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.lmdbjava..")
        .because("its views die with their transaction, which nobody outside could see")
        .check(CLASSES);
  }

  @Test
  void vertxStaysAtTheEdge() {
    noClasses().that()
        .resideOutsideOfPackages("dev.cairn.gateway..", "dev.cairn.api.http..", "dev.cairn.daemon..",
            "dev.cairn.libp2p..", "dev.cairn.routing..", "dev.cairn.bitswap..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx..", "io.netty..")
        .because(
            "inner modules are plain blocking methods on virtual threads, and stay testable without a loop")
        .check(CLASSES);
  }

  @Test
  void commandsKnowNoTransport() {
    noClasses().that()
        .resideInAnyPackage("dev.cairn.api.command..", "dev.cairn.api.standard..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.cairn.api.http..")
        .because("the same command object also runs in the command line, without a server")
        .check(CLASSES);
  }

  @Test
  void theFastClientLoadsNoLibrary() {
    noClasses().that()
        .haveNameMatching("dev\\.cairn\\.cli\\.(Main|Cli|LineParser|Line|CommandTable|RpcAddress|RpcExchange|"
            + "RpcResponse|Upload|Sender|Remote|Answer|Printer|Terminal|UrlText|ErrorBody|FileWalk)(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..", "com.fasterxml..", "org.slf4j..", "io.vertx..", "io.netty..",
            "org.apache..", "dev.cairn.store..", "dev.cairn.gateway..")
        .because("scripts start it thousands of times, and each library costs a start tens of milliseconds")
        .check(CLASSES);
  }

  @Test
  void librariesDoNotPrint() {
    noClasses().that()
        .resideOutsideOfPackage("dev.cairn.cli..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .because("only the command line has a terminal; the others log or throw")
        .check(CLASSES);
  }

  @Test
  void onlyTheProgramEndsTheProcess() {
    noClasses().that()
        .resideOutsideOfPackage("dev.cairn.cli..")
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Runtime.class, "halt", int.class)
        .because("a library that exits takes everything else down with it, unclosed")
        .check(CLASSES);
  }
}
