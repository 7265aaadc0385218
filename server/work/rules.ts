import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { parseAllow } from '#calendar'
import type { WorkRules } from './verb.ts'

interface Ruled<T> {
  value: T
  citation: string
  evidence: 'verified' | 'secondary' | 'unverified'
}

export interface RulePack {
  effective_from: string
  effective_to: string | null
  answer_within: Ruled<string>
  extensions_most: Ruled<number>
  supplements_alone: Ruled<number>
}

const folder = new URL('../../rules/sla/', import.meta.url)

/** The dossier clocks of every date, oldest first. A pack that does not read is refused with its file's name. */
export function readRulePacks(): RulePack[] {
  return readdirSync(folder)
    .filter((name) => name.startsWith('dossier.') && name.endsWith('.yaml'))
    .sort()
    .map((name) => {
      const pack = parse(readFileSync(new URL(name, folder), 'utf8')) as RulePack
      parseAllow(pack.answer_within.value)
      for (const count of [pack.extensions_most.value, pack.supplements_alone.value]) {
        if (!Number.isInteger(count) || count < 0)
          throw new Error(`rules/sla/${name}: counts are whole numbers from 0`)
      }
      return pack
    })
}

/** The rules in force on a local date. */
export function rulesOn(packs: readonly RulePack[], date: string): WorkRules {
  const pack =
    packs.findLast(
      (one) => one.effective_from <= date && (one.effective_to === null || date < one.effective_to),
    ) ?? packs[0]!
  return {
    answer_within: pack.answer_within.value,
    extensions_most: pack.extensions_most.value,
    supplements_alone: pack.supplements_alone.value,
  }
}
