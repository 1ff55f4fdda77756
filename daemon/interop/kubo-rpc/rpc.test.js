// Drives a running daemon through kubo-rpc-client, the client that Kubo's users have.
// RPC_URL names the daemon's RPC address, such as http://127.0.0.1:5001.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { CID, create } from 'kubo-rpc-client'

const url = process.env.RPC_URL
assert.ok(url, 'RPC_URL names the RPC address of the daemon under test')
const ipfs = create({ url, timeout: 30_000 })

const bytes = async (chunks) => {
  const parts = []
  for await (const chunk of chunks) parts.push(chunk)
  return Buffer.concat(parts)
}
const list = async (items) => {
  const all = []
  for await (const item of items) all.push(item)
  return all
}
const ABSENT = 'bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5a'

test('add gives the CIDs that Kubo gives', async () => {
  const v0 = await ipfs.add('hello world')
  assert.equal(v0.cid.toString(), 'Qmf412jQZiuVUtdgnB36FXFX7xg5V6KEbSJ4dpQuhkLyfD')
  const v1 = await ipfs.add('hello world', { cidVersion: 1 })
  assert.equal(v1.cid.toString(), 'bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e')
  assert.equal(v1.path, v1.cid.toString())
})

test('add reports progress and cat returns the bytes, whole and in part', async () => {
  const data = randomBytes(5 * 1024 * 1024 + 17)
  let seen = 0
  const { cid, size } = await ipfs.add(data, { progress: (n) => { seen = n } })
  assert.equal(seen, data.length)
  assert.ok(size > data.length)
  assert.deepEqual(await bytes(ipfs.cat(cid)), data)
  const part = await bytes(ipfs.cat(cid, { offset: 300_000, length: 1_000 }))
  assert.deepEqual(part, data.subarray(300_000, 301_000))
})

test('addAll of a folder, ls of it, and cat by path', async () => {
  const added = await list(ipfs.addAll([
    { path: 'site/index.html', content: '<h1>hi</h1>' },
    { path: 'site/img/a.txt', content: 'a' },
    { path: 'site/img/b.txt', content: 'bb' }
  ]))
  const root = added.at(-1)
  assert.equal(root.path, 'site')
  const entries = await list(ipfs.ls(root.cid))
  assert.deepEqual(entries.map((e) => [e.name, e.type]), [['img', 'dir'], ['index.html', 'file']])
  const inner = await list(ipfs.ls(`${root.cid}/img`))
  assert.deepEqual(inner.map((e) => [e.name, e.size]), [['a.txt', 1], ['b.txt', 2]])
  assert.equal((await bytes(ipfs.cat(`/ipfs/${root.cid}/img/b.txt`))).toString(), 'bb')
})

test('wrapWithDirectory and onlyHash', async () => {
  const added = await list(ipfs.addAll([{ path: 'x.txt', content: 'x' }], { wrapWithDirectory: true }))
  assert.equal(added.length, 2)
  assert.equal(added.at(-1).path, '')
  const unique = randomBytes(1000)
  const hashed = await ipfs.add(unique, { onlyHash: true, cidVersion: 1 })
  await assert.rejects(ipfs.block.get(hashed.cid, { offline: true, timeout: 5_000 }), /could not find/)
})

test('get streams a tar of the folder', async () => {
  const added = await list(ipfs.addAll([{ path: 'd/f.txt', content: 'tar me' }]))
  const tar = await bytes(ipfs.get(added.at(-1).cid))
  assert.ok(tar.length % 512 === 0 && tar.includes('tar me') && tar.includes('f.txt'))
})

test('pin add, ls, rm, with names', async () => {
  const { cid } = await ipfs.add(randomBytes(100), { pin: false })
  await assert.rejects(list(ipfs.pin.ls({ paths: cid })), /not pinned/)
  assert.equal((await ipfs.pin.add(cid, { name: 'keep' })).toString(), cid.toString())
  const [mine] = await list(ipfs.pin.ls({ paths: cid, names: true }))
  assert.equal(mine.type, 'recursive')
  assert.equal(mine.cid.toString(), cid.toString())
  const all = await list(ipfs.pin.ls({ type: 'recursive' }))
  assert.ok(all.some((p) => p.cid.equals(cid)))
  assert.equal((await ipfs.pin.rm(cid)).toString(), cid.toString())
  await assert.rejects(ipfs.pin.rm(cid), /not pinned or pinned indirectly/)
})

test('indirect pins are told from direct ones', async () => {
  const added = await list(ipfs.addAll([{ path: 'p/leaf', content: randomBytes(64) }], { pin: true }))
  const leaf = added.find((a) => a.path === 'p/leaf')
  const [pin] = await list(ipfs.pin.ls({ paths: leaf.cid }))
  assert.match(pin.type, /^indirect/)
  await assert.rejects(ipfs.pin.rm(leaf.cid), /is pinned indirectly under|not pinned or pinned indirectly/)
})

test('dag put, get, resolve', async () => {
  const inner = await ipfs.dag.put({ deep: [1, 2, { three: true }] })
  assert.equal(inner.code, 0x71)
  const outer = await ipfs.dag.put({ link: inner, text: 'ö' }, { pin: true })
  const whole = await ipfs.dag.get(outer)
  assert.deepEqual(whole.value.link.toString(), inner.toString())
  const deep = await ipfs.dag.get(outer, { path: 'link/deep/2/three' })
  assert.equal(deep.value, true)
  const resolved = await ipfs.dag.resolve(`${outer}/link/deep`)
  assert.equal(resolved.cid.toString(), inner.toString())
  assert.equal(resolved.remainderPath, '/deep')
  const json = await ipfs.dag.put({ a: 1 }, { storeCodec: 'dag-json' })
  assert.equal(json.code, 0x0129)
})

test('dag export and import carry a DAG over', async () => {
  const data = randomBytes(700_000)
  const { cid } = await ipfs.add(data, { pin: false })
  const car = await bytes(ipfs.dag.export(cid))
  const [imported] = await list(ipfs.dag.import([[car]]))
  assert.equal(imported.root.cid.toString(), cid.toString())
  assert.equal(imported.root.pinErrorMsg ?? '', '')
  const [pin] = await list(ipfs.pin.ls({ paths: cid }))
  assert.equal(pin.type, 'recursive')
})

test('block put, stat, get, rm', async () => {
  const data = randomBytes(333)
  const cid = await ipfs.block.put(data, { format: 'raw' })
  assert.equal(cid.code, 0x55)
  assert.equal((await ipfs.block.stat(cid)).size, 333)
  assert.deepEqual(Buffer.from(await ipfs.block.get(cid)), data)
  const [removed] = await list(ipfs.block.rm(cid))
  assert.equal(removed.cid.toString(), cid.toString())
  assert.equal(removed.error, undefined)
  const [again] = await list(ipfs.block.rm(cid))
  assert.match(again.error?.message ?? '', /could not find/)
})

test('refs lists the links', async () => {
  const added = await list(ipfs.addAll([{ path: 'r/a', content: 'a' }, { path: 'r/b', content: 'b' }]))
  const refs = await list(ipfs.refs(added.at(-1).cid, { recursive: true }))
  assert.equal(refs.length, 2)
  assert.ok(refs.every((r) => !r.err && r.ref))
})

test('resolve, id, version, config, repo stat, commands', async () => {
  const { cid } = await ipfs.add('resolve me', { cidVersion: 1 })
  assert.equal(await ipfs.resolve(`/ipfs/${cid}`), `/ipfs/${cid}`)
  const id = await ipfs.id()
  assert.match(id.id.toString(), /^12D3KooW/)
  assert.match((await ipfs.version()).version, /^\d+\.\d+\.\d+/)
  assert.equal(typeof await ipfs.config.get('Addresses.API'), 'string')
  await ipfs.config.set('Interop.Touched', 'yes').catch((e) => assert.match(e.message, /Interop/))
  const stat = await ipfs.repo.stat()
  assert.ok(stat.numObjects > 0n && stat.repoSize > 0n)
  assert.match(String(stat.version), /18/)
})

test('repo gc removes what is not pinned and keeps what is', async () => {
  const kept = await ipfs.add(randomBytes(5000), { pin: true })
  const gone = await ipfs.add(randomBytes(5000), { pin: false })
  const removed = await list(ipfs.repo.gc())
  assert.ok(removed.every((r) => !r.err))
  assert.ok(removed.some((r) => r.cid && Buffer.compare(r.cid.multihash.bytes, gone.cid.multihash.bytes) === 0))
  assert.equal((await bytes(ipfs.cat(kept.cid))).length, 5000)
})

test('what is not there fails fast and names the CID', async () => {
  await assert.rejects(bytes(ipfs.cat(ABSENT, { offline: true, timeout: 10_000 })), (e) => {
    assert.match(e.message, new RegExp(ABSENT))
    return true
  })
  await assert.rejects(bytes(ipfs.cat('not-a-cid', { timeout: 10_000 })), /invalid/)
  await assert.rejects(ipfs.dag.get(CID.parse(ABSENT), { timeout: 10_000, offline: true }))
})
