/**
 * Compiles the portal's style sheet and small script once, beside the server, and keeps them under hashed names. Nothing built is
 * committed; an unchanged source is not compiled again.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '..', '..')
const sources = join(root, 'web', 'portal', 'src')
export const builtFolder = join(here, 'static', 'built')
const manifestFile = join(builtFolder, 'manifest.json')

/** Addresses of what was built, as pages write them. */
export interface Assets {
  css: string
  script: string
  /** The two faces every page begins with; asked for early so that words do not jump. */
  preload: string[]
}

interface Manifest extends Assets {
  of: string
}

/** Weights the pages use. Each face is two files: base letters and the Vietnamese marks. */
const faces = [
  ...['400', '600', '700'].map((weight) => ({
    family: 'be-vietnam-pro',
    weight,
    subsets: ['latin', 'vietnamese'],
  })),
  { family: 'inter', weight: '400', subsets: ['latin'] },
]

/** Builds what is missing or stale and gives the addresses; some two seconds the first time, a few milliseconds after. */
export function buildPortal(): Assets {
  const of = fingerprint()
  if (existsSync(manifestFile)) {
    const kept = JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest
    if (kept.of === of) return kept
  }
  mkdirSync(builtFolder, { recursive: true })
  const fonts = copyFonts()
  const css = write('portal', '.css', compileStyle(fonts))
  const script = write('portal', '.js', compileScript())
  const preload = ['be-vietnam-pro-latin-400', 'be-vietnam-pro-vietnamese-400'].map((name) =>
    fonts.get(name)!,
  )
  const manifest: Manifest = { of, css, script, preload }
  put(manifestFile, Buffer.from(JSON.stringify(manifest, null, 1)))
  return manifest
}

/** Changes with every source, with the versions borrowed and with this file. */
function fingerprint(): string {
  const hash = createHash('sha256').update(readFileSync(fileURLToPath(import.meta.url)))
  for (const name of readdirSync(sources).sort()) hash.update(name).update(readFileSync(join(sources, name)))
  hash.update(readFileSync(join(root, 'web', 'design', 'tokens.css')))
  hash.update(readFileSync(join(root, 'package.json')))
  return hash.digest('hex')
}

function copyFonts(): Map<string, string> {
  const addresses = new Map<string, string>()
  for (const { family, weight, subsets } of faces) {
    for (const subset of subsets) {
      const name = `${family}-${subset}-${weight}`
      const file = join(root, 'node_modules', '@fontsource', family, 'files', `${name}-normal.woff2`)
      addresses.set(name, write(name, '.woff2', readFileSync(file)))
    }
  }
  return addresses
}

function compileStyle(fonts: Map<string, string>): Buffer {
  // Loaded only to build: a server whose style is built never needs it.
  const sass = createRequire(import.meta.url)('sass') as typeof import('sass')
  const { css } = sass.compile(join(sources, 'portal.scss'), {
    style: 'compressed',
    loadPaths: [join(root, 'node_modules'), join(root, 'web', 'design')],
    quietDeps: true,
  })
  // The tokens name their dark half by an attribute, for a switch; the portal follows the device, which needs no script.
  const dark = /\[data-scheme=["']?dark["']?\]\{([^}]*)\}/g
  const followed = css.replace(dark, '@media screen and (prefers-color-scheme:dark){:root{$1}}')
  const placed = followed.replace(/url\(font:([a-z0-9-]+)\)/g, (_whole, name: string) => {
    const address = fonts.get(name)
    if (!address) throw new Error(`portal.scss asks for the font ${name}, which build.ts does not copy`)
    return `url(${address.slice(address.lastIndexOf('/') + 1)})`
  })
  return Buffer.from(placed)
}

function compileScript(): Buffer {
  const source = readFileSync(join(sources, 'portal.ts'), 'utf8')
  // In a process of its own, because Node warns on the console that taking types away is still called experimental.
  const strip =
    'process.stdout.write(require("module").stripTypeScriptTypes(require("fs").readFileSync(0, "utf8")))'
  const plain = execFileSync(process.execPath, ['--no-warnings', '-e', strip], {
    input: source,
    encoding: 'utf8',
  })
  const lines = plain.split('\n').map((line) => line.trim())
  return Buffer.from(lines.filter((line) => line !== '' && !line.startsWith('//')).join('\n'))
}

/** Writes one file under a name that changes with its content, and its compressed copies; gives its address. */
function write(name: string, extension: string, bytes: Uint8Array): string {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12)
  const file = `${name}.${hash}${extension}`
  put(join(builtFolder, file), bytes)
  if (extname(file) !== '.woff2') {
    put(join(builtFolder, `${file}.br`), brotliCompressSync(bytes))
    put(join(builtFolder, `${file}.gz`), gzipSync(bytes, { level: 9 }))
  }
  return `/tinh/${file}`
}

/** Whole or not at all, so that two processes may build at once and a server never reads half a file. */
function put(file: string, bytes: Uint8Array): void {
  const whole = `${file}.${process.pid}`
  writeFileSync(whole, bytes)
  renameSync(whole, file)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const assets = buildPortal()
  process.stdout.write(`${assets.css}\n${assets.script}\n`)
}
