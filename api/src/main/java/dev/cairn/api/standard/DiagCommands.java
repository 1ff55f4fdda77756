package dev.cairn.api.standard;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cairn.api.command.Command;
import dev.cairn.api.command.CommandSpec;
import dev.cairn.api.command.Invocation;
import dev.cairn.api.command.Output;
import dev.cairn.config.ConfigFile;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code diag}: what a report of a problem should say. */
final class DiagCommands {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private DiagCommands() {}

  static List<Command> commands() {
    return List.of(
        CommandSpec.named("diag").summary("Make diagnostic reports.").group(),
        CommandSpec.named("diag sys")
            .summary("Show facts about the machine and the program.")
            .does(DiagCommands::system));
  }

  private static void system(Invocation in, Output out) throws IOException {
    Runtime runtime = Runtime.getRuntime();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("diskinfo", Map.of("repo", in.node().repo().path().toString(),
        "free_space", in.node().repo().path().toFile().getUsableSpace()));
    facts.put("environment", Map.of("IPFS_PATH", System.getenv().getOrDefault("IPFS_PATH", ""),
        "CAIRN_PATH", System.getenv().getOrDefault("CAIRN_PATH", "")));
    facts.put("memory", Map.of("heap_max", runtime.maxMemory(), "heap_used",
        runtime.totalMemory() - runtime.freeMemory()));
    facts.put("net", Map.of("online", false));
    facts.put("runtime",
        Map.of("arch", System.getProperty("os.arch", ""), "os", System.getProperty("os.name", ""),
            "numcpu", runtime.availableProcessors(), "version", Runtime.version().toString()));
    facts.put("ipfs_version", in.node().version().version());
    facts.put("ipfs_commit", in.node().version().commit());
    out.only(facts, text -> text.append(ConfigFile.text(JSON.valueToTree(facts))).append('\n'));
  }
}
