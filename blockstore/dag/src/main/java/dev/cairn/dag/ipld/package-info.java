/**
 * The IPLD data model: what the codecs of {@link dev.cairn.dag.codec} read and write, whatever the bytes look like.
 * See <a href="https://ipld.io/docs/data-model/">the data model</a>.
 */
@NullMarked
package dev.cairn.dag.ipld;

import org.jspecify.annotations.NullMarked;
