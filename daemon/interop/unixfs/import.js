// Imports every case of cases.json with ipfs-unixfs-importer and prints a JSON line with its root for each.
import { createCipheriv, createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { BlackHoleBlockstore } from 'blockstore-core/black-hole'
import { importer } from 'ipfs-unixfs-importer'
import { fixedSize } from 'ipfs-unixfs-importer/chunker'
import { balanced, trickle } from 'ipfs-unixfs-importer/layout'

// The first bytes of a ChaCha20 key stream; the seed is the path.
function content (path, size) {
  const key = createHash('sha256').update(path).digest()
  return new Uint8Array(createCipheriv('chacha20', key, Buffer.alloc(16)).update(Buffer.alloc(size)))
}

function * candidates (entries) {
  for (const { path, count, size, link, mode, mtime } of entries) {
    const attributes = {
      mode,
      mtime: mtime === undefined ? undefined : { secs: BigInt(mtime[0]), nsecs: mtime[1] || undefined }
    }
    for (let i = 0; i < (count ?? 1); i++) {
      const name = path.replace('*', i)
      if (size !== undefined) {
        yield { path: name, content: content(name, size), ...attributes }
      } else if (link !== undefined) {
        yield { path: name, link, ...attributes }
      } else {
        yield { path: name, ...attributes }
      }
    }
  }
}

function importOptions (options) {
  const maxChildrenPerNode = options.links ?? 174
  const isTrickle = options.layout === 'trickle'
  return {
    cidVersion: options.cid ?? 0,
    rawLeaves: options.raw ?? options.cid === 1,
    chunker: fixedSize({ chunkSize: options.chunk ?? 262144 }),
    layout: isTrickle ? trickle({ maxChildrenPerNode }) : balanced({ maxChildrenPerNode }),
    // Kubo's trickle trees keep even a single leaf below a root, and call wrapped leaves raw.
    reduceSingleLeafToSelf: !isTrickle,
    leafType: isTrickle ? 'raw' : 'file',
    shardSplitStrategy: options.estimation === 'block' ? 'block-bytes' : 'links-bytes',
    shardSplitThresholdBytes: options.threshold ?? 262144,
    shardFanoutBits: options.fanoutBits ?? 8,
    wrapWithDirectory: options.wrap ?? false
  }
}

const cases = JSON.parse(readFileSync(new URL('cases.json', import.meta.url), 'utf8'))
for (const { options, entries } of cases) {
  let root
  for await (const entry of importer(candidates(entries), new BlackHoleBlockstore(), importOptions(options))) {
    root = entry
  }
  console.log(JSON.stringify({ options, cid: root.cid.toString(), size: Number(root.size) }))
}
