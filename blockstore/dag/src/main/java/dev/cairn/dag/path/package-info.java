/**
 * Content paths, {@code /ipfs/<cid>/a/b}, and finding what they lead to: {@link dev.cairn.dag.path.ContentPath} and
 * {@link dev.cairn.dag.path.Resolver}.
 */
@NullMarked
package dev.cairn.dag.path;

import org.jspecify.annotations.NullMarked;
