import { randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { KeyRing } from './crypto.ts'

interface KeyFile {
  current: string
  keys: Record<string, string>
}

/** Reads the key ring from its file (mode 0600), making a new one on the first start. `lookup` is the key of keyed hashes and never turns over by itself. */
export async function loadKeys(path: string): Promise<KeyRing> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  return text === undefined ? makeKeys(path) : parseKeys(text)
}

/** A ring from a variable or key service: the same JSON as in the file. */
export function parseKeys(text: string): KeyRing {
  const file = JSON.parse(text) as KeyFile
  const keys = new Map(
    Object.entries(file.keys).map(([id, base64]) => [id, new Uint8Array(Buffer.from(base64, 'base64'))]),
  )
  for (const needed of [file.current, 'lookup']) {
    if (keys.get(needed)?.length !== 32)
      throw new Error(`the key ring needs a key "${needed}" of 32 bytes in base64`)
  }
  return { current: file.current, keys }
}

async function makeKeys(path: string): Promise<KeyRing> {
  const file: KeyFile = { current: 'k1', keys: { k1: secret(), lookup: secret() } }
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, JSON.stringify(file, null, 2), { mode: 0o600, flag: 'wx' })
  await chmod(path, 0o600)
  return parseKeys(JSON.stringify(file))
}

const secret = (): string => randomBytes(32).toString('base64')
