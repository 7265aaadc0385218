import { notFound, stopwatch, type Database, type Statement } from '#kernel'
import type { ProcedureBody, ProcedureVersion } from './types.ts'

/**
 * Published versions, read through a cache: the body of a version never changes, only the day it ends is set later, so a body is
 * read once per process and the ranges of a code are read again after `rangesLive_ms`. What this process publishes is seen at once,
 * what another one publishes within that time.
 */
const rangesLive_ms = 2_000
const codesKept = 5_000

interface Range {
  version: number
  from: string
  to: string | null
}
interface Known {
  ranges: Range[]
  read_ms: number
}
interface Cache {
  elapsed: () => number
  ranges: Map<string, Known>
  bodies: Map<string, ProcedureBody>
}

const caches = new WeakMap<Database, Cache>()

/** The version in force on a local date (`yyyy-mm-dd`), or undefined. */
export async function inForce(
  db: Database,
  code: string,
  date: string,
): Promise<ProcedureVersion | undefined> {
  const ranges = await rangesOf(db, code)
  const range = ranges.find((one) => one.from <= date && (one.to === null || date < one.to))
  return range && versionOf(db, code, range, date)
}

/** A version whatever its dates: an accepted dossier keeps the one it was accepted under. `on` decides whether it has expired. */
export async function findVersion(
  db: Database,
  code: string,
  version: number,
  on?: string,
): Promise<ProcedureVersion | undefined> {
  const range =
    (await rangesOf(db, code)).find((one) => one.version === version) ??
    (await readRanges(db, code)).find((one) => one.version === version)
  return range && versionOf(db, code, range, on)
}

/** As `findVersion`; throws `NotFound`. */
export async function getVersion(
  db: Database,
  code: string,
  version: number,
  on?: string,
): Promise<ProcedureVersion> {
  const found = await findVersion(db, code, version, on)
  if (found) return found
  throw notFound({
    vi: `phiên bản ${version} của thủ tục ${code}`,
    en: `Version ${version} of procedure ${code}`,
  })
}

/** All published versions of a code, oldest first, without their bodies. */
export const listVersions = async (db: Database, code: string): Promise<Range[]> => readRanges(db, code)

/** Forgets what is known of the ranges of a code; called by whoever publishes or ends a version. */
export function forget(db: Database, code: string): void {
  caches.get(db)?.ranges.delete(code)
}

async function versionOf(
  db: Database,
  code: string,
  range: Range,
  on: string | undefined,
): Promise<ProcedureVersion> {
  const body = await bodyOf(db, code, range.version)
  const expired = range.to !== null && on !== undefined && range.to <= on
  return { ...body, ...range, status: expired ? 'expired' : 'published' }
}

const selectBody: Statement = {
  name: 'catalogue.body',
  text: 'select body from catalogue.versions where code = $1 and version = $2',
}

async function bodyOf(db: Database, code: string, version: number): Promise<ProcedureBody> {
  const { bodies } = cacheOf(db)
  const key = `${code}/${version}`
  const known = bodies.get(key)
  if (known) return known
  const [row] = await db.rows<{ body: ProcedureBody }>(selectBody, [code, version])
  if (!row)
    throw notFound({
      vi: `phiên bản ${version} của thủ tục ${code}`,
      en: `Version ${version} of procedure ${code}`,
    })
  keep(bodies, key, row.body)
  return row.body
}

async function rangesOf(db: Database, code: string): Promise<Range[]> {
  const cache = cacheOf(db)
  const known = cache.ranges.get(code)
  if (known && cache.elapsed() - known.read_ms < rangesLive_ms) return known.ranges
  return readRanges(db, code)
}

const selectRanges: Statement = {
  name: 'catalogue.ranges',
  text: `select version, valid_from as "from", valid_to as "to" from catalogue.versions where code = $1 order by version`,
}

async function readRanges(db: Database, code: string): Promise<Range[]> {
  const cache = cacheOf(db)
  const read_ms = cache.elapsed()
  const ranges = await db.rows<Range>(selectRanges, [code])
  keep(cache.ranges, code, { ranges, read_ms })
  return ranges
}

function cacheOf(db: Database): Cache {
  let cache = caches.get(db)
  if (!cache) caches.set(db, (cache = { elapsed: stopwatch(), ranges: new Map(), bodies: new Map() }))
  return cache
}

/** Keeps the newest entries; the oldest goes first. */
function keep<V>(map: Map<string, V>, key: string, value: V): void {
  map.delete(key)
  map.set(key, value)
  if (map.size <= codesKept) return
  const oldest = map.keys().next()
  if (!oldest.done) map.delete(oldest.value)
}
