import { uuidv7 } from '#kernel'
import type { Dice } from './chances.ts'
import { pgTime, writeInt8 } from './encode.ts'
import type { Lived } from './live.ts'
import type { Hole, Mould } from './mould.ts'

/** The moments of a life and what it drew for itself, with the places where they stand. */
export interface Own {
  moments: readonly Moment[]
  drawn: readonly Drawn[]
}

interface Moment {
  at: Date
  bytes: Hole
  text: Hole
}

type Drawn =
  | { is: 'id'; id: string; at: Date; bytes: Hole; text: Hole }
  | { is: 'salt'; bytes: Hole }
  | { is: 'unused'; count: number }

const idBytes = 10
const saltBytes = 16

/** Throws unless each moment, id, key and salt of the life was drawn once and is found. */
export function ownIn(mould: Mould, lived: Lived): Own {
  const { item, commands } = lived
  const unexplained = new Set([
    item.id,
    item.party,
    ...(item.account === null ? [] : [item.account]),
    ...commands.map((command) => command.key),
    ...lived.words.map(({ word }) => latin(word.salt)),
  ])
  const drawn = lived.drawn.map((bytes): Drawn => {
    if (bytes.length === saltBytes && unexplained.delete(latin(bytes)))
      return { is: 'salt', bytes: found(mould, latin(bytes)) }
    if (bytes.length !== idBytes) throw new Error(`${bytes.length} bytes were drawn, for neither id nor salt`)
    const id = commands.map(({ at }) => uuidv7(at, bytes)).find((one) => unexplained.delete(one))
    if (id === undefined) return { is: 'unused', count: bytes.length }
    return { is: 'id', id, at: timeOf(id), bytes: found(mould, rawOf(id)), text: mould.find(id) }
  })
  if (unexplained.size > 0) throw new Error('an id, key or salt of this life was not drawn')
  const times = [...new Set(commands.map(({ at }) => at.getTime()))]
  const moments = times.map((ms): Moment => {
    const at = new Date(ms)
    return { at, bytes: mould.find(timeBytes(at)), text: found(mould, at.toISOString()) }
  })
  return { moments, drawn }
}

/** Draws the same things for a sibling, whose moments lie `later_ms` behind, and writes them in. Gives its ids by those of the first. */
export function fillOwn(mould: Mould, own: Own, dice: Dice, later_ms: number): Map<string, string> {
  const later = (at: Date): Date => new Date(at.getTime() + later_ms)
  for (const { at, bytes, text } of own.moments) {
    const moved = later(at)
    mould.fill(bytes, timeBytes(moved))
    mould.fill(text, moved.toISOString())
  }
  const ids = new Map<string, string>()
  for (const one of own.drawn) {
    switch (one.is) {
      case 'id': {
        const id = uuidv7(later(one.at), dice.bytes(idBytes))
        ids.set(one.id, id)
        mould.fill(one.bytes, rawOf(id))
        mould.fill(one.text, id)
        break
      }
      case 'salt':
        mould.fill(one.bytes, latin(dice.bytes(saltBytes)))
        break
      case 'unused':
        dice.bytes(one.count)
    }
  }
  return ids
}

export function found(mould: Mould, value: string): Hole {
  const hole = mould.find(value)
  if (hole.length === 0) throw new Error('what is a life’s own stands nowhere in its rows')
  return hole
}

export const latin = (bytes: Buffer): string => bytes.toString('latin1')

const rawOf = (id: string): string => latin(Buffer.from(id.replaceAll('-', ''), 'hex'))
const timeOf = (id: string): Date => new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16))

const eight = Buffer.alloc(8)
const timeBytes = (at: Date): string => {
  writeInt8(eight, pgTime(at), 0)
  return latin(eight)
}
