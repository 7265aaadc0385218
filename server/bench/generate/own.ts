import { asUuid, uuidv7, uuidv7Into } from '#kernel'
import type { Dice } from './chances.ts'
import { pgTime, writeInt8 } from './encode.ts'
import type { Lived } from './live.ts'
import type { Hole, Mould } from './mould.ts'

/** The moments of a life and what it drew for itself, with the places where they stand. */
export interface Own {
  moments: readonly { at_ms: number; bytes: Hole }[]
  /** Seconds and milliseconds in the moments' texts. */
  seconds: Hole
  drawn: readonly Drawn[]
}

type Drawn =
  | { is: 'id'; at_ms: number; bytes: Hole; text: Hole; of: 'item' | 'party' | undefined }
  | { is: 'salt'; bytes: Hole }
  | { is: 'unused'; count: number }

const idBytes = 10
/** The time at the start of an id's text; what follows is what was drawn. */
const timeLength = '01234567-89ab-'.length
const anyTime = new Date(0)
const saltBytes = 16

/** Throws unless each moment, id, key and salt of the life was drawn once and is found. */
export function ownIn(mould: Mould, lived: Lived): Own {
  const { item, commands } = lived
  const salts = new Set(lived.words.map(({ word }) => word.salt.toString('hex')))
  const ids = new Map(
    [item.id, item.party, item.account ?? [], commands.map((command) => command.key)]
      .flat()
      .map((id) => [id.slice(timeLength), id]),
  )
  const drawn = lived.drawn.map((bytes): Drawn => {
    if (bytes.length === saltBytes && salts.delete(bytes.toString('hex')))
      return { is: 'salt', bytes: mould.get(bytes) }
    if (bytes.length !== idBytes) throw new Error(`${bytes.length} bytes were drawn, for neither id nor salt`)
    const rest = uuidv7(anyTime, bytes).slice(timeLength)
    const id = ids.get(rest)
    if (id === undefined) return { is: 'unused', count: bytes.length }
    ids.delete(rest)
    return idIn(mould, item, id, bytes)
  })
  if (salts.size + ids.size > 0) throw new Error('an id, key or salt of this life was not drawn')
  const times = [...new Set(commands.map(({ at }) => at.getTime()))]
  return {
    moments: times.map((at_ms) => ({ at_ms, bytes: mould.find(timeIn(Buffer.alloc(8), at_ms)) })),
    seconds: times.flatMap((at_ms) =>
      mould.get(Buffer.from(new Date(at_ms).toISOString())).map((place) => place + beforeSeconds),
    ),
    drawn,
  }
}

function idIn(mould: Mould, item: Lived['item'], id: string, drawn: Buffer): Drawn {
  const at_ms = Number.parseInt(id.slice(0, timeLength).replaceAll('-', ''), 16)
  return {
    is: 'id',
    at_ms,
    bytes: mould.get(uuidv7Into(Buffer.alloc(16), at_ms, drawn)),
    text: mould.find(Buffer.from(id)),
    of: id === item.id ? 'item' : id === item.party ? 'party' : undefined,
  }
}

const beforeSeconds = '2026-01-01T00:00:'.length
const raw = Buffer.alloc(16)
const text = Buffer.alloc(36)
const seconds = Buffer.alloc('00.000'.length)
const time = Buffer.alloc(8)

/** Draws the same things for a sibling that lives at `second_ms` of the minute, and writes them in. Gives the ids that others need. */
export function fillOwn(
  mould: Mould,
  own: Own,
  dice: Dice,
  second_ms: number,
): { item: string; party: string } {
  seconds.write((second_ms / 1000).toFixed(3).padStart(6, '0'), 'latin1')
  mould.fill(own.seconds, seconds)
  for (const { at_ms, bytes } of own.moments) mould.fill(bytes, timeIn(time, moved(at_ms, second_ms)))
  const ids = { item: '', party: '' }
  for (const one of own.drawn) {
    switch (one.is) {
      case 'id': {
        mould.fill(one.bytes, uuidv7Into(raw, moved(one.at_ms, second_ms), dice.bytes(idBytes)))
        if (one.text.length === 0) break
        const id = asUuid(raw)
        text.write(id, 'latin1')
        mould.fill(one.text, text)
        if (one.of) ids[one.of] = id
        break
      }
      case 'salt':
        mould.fill(one.bytes, dice.bytes(saltBytes))
        break
      case 'unused':
        dice.bytes(one.count)
    }
  }
  return ids
}

/** The same minute at another moment within it. */
const moved = (at_ms: number, second_ms: number): number => at_ms - (at_ms % 60_000) + second_ms

function timeIn(bytes: Buffer, at_ms: number): Buffer {
  writeInt8(bytes, pgTime(at_ms), 0)
  return bytes
}
