/** The {@link dev.cairn.store.Blockstore} contract, its errors, and the stores that need no disk. */
@NullMarked
package dev.cairn.store;

import org.jspecify.annotations.NullMarked;
