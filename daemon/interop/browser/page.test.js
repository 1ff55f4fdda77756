// Opens a site that was added to a running node in headless Chromium, and compares every byte that the browser gets
// with the folder on disk.
//   GATEWAY_URL  the gateway, such as http://127.0.0.1:8080
//   SITE_CID     what `cairn add -r -Q SITE_DIR` printed
//   SITE_DIR     the folder that was added: index.html, style.css, script.js, and below files/ anything
//   SHOTS        where to put screenshots; none when unset
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { chromium } from 'playwright-core'

const { GATEWAY_URL: gateway, SITE_CID: cid, SITE_DIR: dir, SHOTS: shots } = process.env
assert.ok(gateway && cid && dir, 'GATEWAY_URL, SITE_CID and SITE_DIR name what to test')
const site = `${gateway}/ipfs/${cid}/`
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')
let profile, browser

before(async () => {
  profile = await mkdtemp(join(tmpdir(), 'cairn-chromium-'))
  browser = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync']
  })
})
after(async () => {
  await browser?.close()
  await rm(profile, { recursive: true, force: true })
})

/** Opens a page and returns it with all requests that left for another origin and all errors that it logged. */
const open = async (url, options = {}) => {
  const page = await browser.newPage()
  const foreign = []
  const errors = []
  page.on('request', (r) => { if (!r.url().startsWith(gateway) && !r.url().startsWith('data:')) foreign.push(r.url()) })
  page.on('console', (m) => {
    if (m.type() === 'error' && !m.location().url.endsWith('/favicon.ico')) errors.push(m.text())
  })
  page.on('pageerror', (e) => errors.push(String(e)))
  if (options.dark) await page.emulateMedia({ colorScheme: 'dark' })
  if (options.phone) await page.setViewportSize({ width: 390, height: 760 })
  const response = await page.goto(url)
  return { page, response, foreign, errors }
}

test('the page opens, its style and script apply', async () => {
  const { page, response, foreign, errors } = await open(site)
  assert.equal(response.status(), 200)
  assert.equal(await page.textContent('h1'), 'A page by its hash')
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector('h1')).color), 'rgb(0, 100, 0)')
  assert.equal(await page.textContent('#filled'), 'filled by the script')
  assert.deepEqual(foreign, [])
  assert.deepEqual(errors, [])
})

test('every file arrives byte for byte', async () => {
  const { page } = await open(site)
  const names = (await readdir(dir, { recursive: true, withFileTypes: true }))
    .filter((e) => e.isFile())
    .map((e) => join(e.parentPath ?? e.path, e.name).slice(dir.length + (dir.endsWith('/') ? 0 : 1)))
  assert.ok(names.length >= 5)
  for (const name of names) {
    const url = site + name.split('/').map(encodeURIComponent).join('/')
    const got = await page.evaluate(async (u) => {
      const response = await fetch(u)
      const digest = await crypto.subtle.digest('SHA-256', await response.arrayBuffer())
      return [response.status, [...new Uint8Array(digest)].map((b) => b.toString(16).padStart(2, '0')).join('')]
    }, url)
    assert.deepEqual(got, [200, sha256(await readFile(join(dir, name)))], name)
  }
})

test('the listing of a folder without index.html names its files and asks nobody else', async () => {
  for (const look of [{}, { dark: true }, { phone: true }]) {
    const { page, response, foreign, errors } = await open(`${site}files/`, look)
    assert.equal(response.status(), 200)
    const text = await page.textContent('body')
    for (const entry of await readdir(join(dir, 'files'))) assert.ok(text.includes(entry), entry)
    assert.deepEqual(foreign, [])
    assert.deepEqual(errors, [])
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
    assert.equal(wide, false, 'the listing needs no sideways scrolling')
    if (shots) await page.screenshot({ path: join(shots, `listing${Object.keys(look).map((k) => '-' + k).join('')}.png`) })
  }
})

test('a path that is not there is a readable 404', async () => {
  const { page, response, foreign } = await open(`${site}nothing-here.txt`)
  assert.equal(response.status(), 404)
  assert.ok((await page.textContent('body')).includes('nothing-here.txt'))
  assert.deepEqual(foreign, [])
  if (shots) await page.screenshot({ path: join(shots, 'not-found.png') })
})
