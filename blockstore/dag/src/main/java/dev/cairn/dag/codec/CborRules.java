package dev.cairn.dag.codec;

/** How much of CBOR a reader takes. */
enum CborRules {
  /** Only canonical dag-cbor. */
  STRICT("dag-cbor"),
  /** Also dag-cbor of writers that did not keep to the canonical form. */
  LENIENT("dag-cbor"),
  /** CBOR, as far as the data model can hold it: text as map keys, no tags and so no links. */
  PLAIN("cbor");

  final String codec;

  CborRules(String codec) {
    this.codec = codec;
  }
}
