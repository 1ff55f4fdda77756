package dev.cairn.api.standard;

import dev.cairn.api.command.CommandException;
import dev.cairn.config.Config;
import dev.cairn.dag.unixfs.ImportOptions;
import dev.cairn.dag.unixfs.chunk.Chunker;

/** The section {@code Import} of the configuration as the defaults of {@code add}. */
final class ImportDefaults {
  private ImportDefaults() {}

  /**
   * What is imported when the call says nothing else.
   *
   * @throws CommandException when a setting is out of the bounds of the importer
   */
  static ImportOptions of(Config.Import settings) {
    try {
      ImportOptions options = ImportOptions.defaults()
          .withHash(settings.hashFunction())
          .withChunker(Chunker.parse(settings.chunker()))
          .withMaxFileLinks(settings.fileMaxLinks())
          .withMaxDirectoryLinks(settings.directoryMaxLinks())
          .withHamtFanout(settings.hamtMaxFanout())
          .withHamtThresholdBytes(settings.hamtSizeThresholdBytes())
          .withSizeEstimation(switch (settings.hamtSizeEstimation()) {
            case LINKS -> ImportOptions.SizeEstimation.LINKS;
            case BLOCK -> ImportOptions.SizeEstimation.BLOCK;
            case DISABLED -> ImportOptions.SizeEstimation.DISABLED;
          })
          .withLayout(switch (settings.dagLayout()) {
            case BALANCED -> ImportOptions.Layout.BALANCED;
            case TRICKLE -> ImportOptions.Layout.TRICKLE;
          });
      if (settings.cidVersion().isPresent()) {
        options = options.withCidVersion(settings.cidVersion().get());
      }
      return settings.rawLeaves().isPresent() ? options.withRawLeaves(settings.rawLeaves().get()) : options;
    } catch (IllegalArgumentException e) {
      throw new CommandException("the configuration section Import: " + e.getMessage(), e);
    }
  }
}
