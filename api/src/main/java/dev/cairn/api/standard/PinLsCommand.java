package dev.cairn.api.standard;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import dev.cairn.api.command.Argument;
import dev.cairn.api.command.Command;
import dev.cairn.api.command.CommandException;
import dev.cairn.api.command.CommandSpec;
import dev.cairn.api.command.Invocation;
import dev.cairn.api.command.Option;
import dev.cairn.api.command.Output;
import dev.cairn.multiformats.Cid;
import dev.cairn.repo.Pin;
import dev.cairn.repo.PinFilter;
import dev.cairn.repo.PinState;
import dev.cairn.repo.Pins;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** {@code pin ls}. Memory does not grow with the number of pins, in any form of the answer. */
final class PinLsCommand {
  private PinLsCommand() {}

  static Command command() {
    return CommandSpec.named("pin ls")
        .summary("List what is pinned.")
        .help(
            """
                Types: direct keeps one block, recursive everything below it, indirect is what recursive pins keep. With
                arguments, tells how each of them is pinned, and fails if one is not.
                """)
        .argument(Argument.text("ipfs-path", "What to look for.").optional().many())
        .option(Option.text("type", "direct, indirect, recursive or all.", "t").orElse("all"))
        .option(Option.flag("quiet", "Write the CIDs only.", "q"))
        .option(Option.text("name", "Only pins whose name contains this text; implies --names.", "n"))
        .option(Option.flag("stream", "Answer with one value for each pin.", "s"))
        .option(Option.flag("names", "Show the names of pins."))
        .does((in, out) -> new PinLsCommand.Run(in).run(out));
  }

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  private record Listed(String cid, String name, String type) {
    String line(boolean quiet) {
      return quiet ? cid : cid + " " + type + (name.isEmpty() ? "" : " " + name);
    }
  }

  private static final class Run {
    private final Invocation in;
    private final Pins pins;
    private final String type;
    private final String part;
    private final boolean names;

    Run(Invocation in) {
      this.in = in;
      this.pins = in.node().repo().pins();
      this.type = in.text("type").orElseThrow();
      this.part = in.text("name").orElse("");
      this.names = in.flag("names") || !part.isEmpty();
      if (!Set.of("direct", "indirect", "recursive", "all").contains(type)) {
        throw new CommandException(
            "invalid type '" + type + "', must be one of {direct, indirect, recursive, all}");
      }
    }

    void run(Output out) throws IOException, InterruptedException {
      boolean quiet = in.flag("quiet");
      List<Listed> asked = in.arguments().isEmpty() ? List.of() : asked();
      Consumer<Consumer<Listed>> all = asked.isEmpty() ? this::each : asked::forEach;
      Streams.run(() -> {
        if (in.flag("stream")) {
          all.accept(pin -> Streams.emit(out, pin, Output.Text.line(pin.line(quiet))));
        } else {
          out.only(new Keys(all), text -> all.accept(pin -> {
            try {
              text.append(pin.line(quiet)).append('\n');
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }));
        }
        return true;
      });
    }

    private List<Listed> asked() {
      List<Cid> cids = new ArrayList<>();
      for (String path : in.arguments()) {
        cids.add(Paths.cid(in, path));
      }
      Map<Cid, PinState> states = pins.states(cids);
      List<Listed> found = new ArrayList<>();
      for (int i = 0; i < cids.size(); i++) {
        Cid cid = cids.get(i);
        String how = switch (states.getOrDefault(cid, new PinState.NotPinned(cid))) {
          case PinState.Pinned pinned when wants(pinned.pin().mode().label()) -> pinned.pin().mode().label();
          case PinState.Indirect indirect when wants("indirect") ->
            "indirect through " + in.cids().of(indirect.by());
          default -> throw new CommandException("path '" + in.argument(i) + "' is not pinned");
        };
        found.add(new Listed(in.cids().of(cid), names ? pins.get(cid).map(Pin::name).orElse("") : "", how));
      }
      return found;
    }

    private boolean wants(String kind) {
      return type.equals("all") || type.equals(kind);
    }

    private void each(Consumer<Listed> visitor) {
      for (Pin.Mode mode : List.of(Pin.Mode.RECURSIVE, Pin.Mode.DIRECT)) {
        if (wants(mode.label())) {
          pins.forEach(PinFilter.of(mode).named(part), pin -> {
            visitor.accept(new Listed(in.cids().of(pin.cid()), names ? pin.name() : "", mode.label()));
            return !Thread.currentThread().isInterrupted();
          });
        }
      }
      // What is pinned indirectly has no name.
      if (wants("indirect") && part.isEmpty()) {
        pins.forEachIndirect(state -> {
          visitor.accept(new Listed(in.cids().of(state.cid()), "", "indirect"));
          return !Thread.currentThread().isInterrupted();
        });
      }
    }
  }

  /** {@code {"Keys":{"<cid>":{"Type":…,"Name":…}}}}, written while the pins are visited. */
  private record Keys(Consumer<Consumer<Listed>> all) implements JsonSerializable {
    @Override
    public void serialize(JsonGenerator json, SerializerProvider provider) throws IOException {
      json.writeStartObject();
      json.writeObjectFieldStart("Keys");
      try {
        all.accept(pin -> write(pin, json));
      } catch (UncheckedIOException e) {
        throw Streams.cause(e);
      }
      json.writeEndObject();
      json.writeEndObject();
    }

    private static void write(Listed pin, JsonGenerator json) {
      try {
        json.writeObjectFieldStart(pin.cid);
        json.writeStringField("Type", pin.type);
        json.writeStringField("Name", pin.name);
        json.writeEndObject();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void serializeWithType(JsonGenerator json, SerializerProvider provider, TypeSerializer type)
        throws IOException {
      serialize(json, provider);
    }
  }
}
