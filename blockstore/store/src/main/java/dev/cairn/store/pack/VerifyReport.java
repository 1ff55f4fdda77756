package dev.cairn.store.pack;

/**
 * What {@link PackStore#verify} has looked at.
 *
 * @param blocks blocks whose hash was checked and that the index points to
 * @param bytes bytes of segments that were read
 * @param problems how many problems were reported
 */
public record VerifyReport(long blocks, long bytes, long problems) {}
