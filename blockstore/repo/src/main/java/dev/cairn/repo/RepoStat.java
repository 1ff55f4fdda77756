package dev.cairn.repo;

import java.nio.file.Path;

/**
 * A repository in numbers, all from counters.
 *
 * @param repoSize bytes on disk of blocks and index, with all overhead and garbage
 * @param blockBytes bytes in the blocks alone
 * @param storageMax the limit of {@code Datastore.StorageMax}, in bytes
 * @param numObjects how many blocks
 * @param pins how many pins
 * @param repoPath where it is
 * @param version in the form {@code fs-repo@18}
 */
public record RepoStat(
    long repoSize, long blockBytes, long storageMax, long numObjects, long pins, Path repoPath,
    String version) {}
