import { openDatabase, readConfig, stopwatch } from '#kernel'
import { verify } from '#ledger'
import { headsOfItems } from '../commands/verify.ts'
import { median, rounded } from './lifecycle/windows.ts'
import { describeMachine, type Machine } from './machine.ts'
import { asAdmin, openSets, type Progress } from './sets.ts'

export interface VerifyFigures {
  entries_per_s: number
  rounds: number[]
  entries: number
  blocks: number
  broken: number
  machine: Machine
}

/** How many entries a second `verify` checks: chains, positions, blocks and heads as the command does, on two connections. */
export async function benchVerify(
  asked: { items: number; rounds: number },
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
  progress: Progress,
): Promise<VerifyFigures> {
  const sets = await openSets(readConfig(env), say, progress)
  try {
    const { url } = await sets.clone(asked.items)
    const db = openDatabase(url)
    const rates: number[] = []
    let last = { entries: 0, blocks: 0, broken: [] as unknown[] }
    for (let round = 1; round <= asked.rounds; round += 1) {
      const took = stopwatch()
      last = await verify(db, { heads: [headsOfItems] })
      rates.push(last.entries / (took() / 1000))
      say(`round ${round}: ${rounded(rates.at(-1)!, 0)} entries a second`)
    }
    const machine = await asAdmin(url, describeMachine)
    await db.close()
    return {
      entries_per_s: rounded(median(rates), 0),
      rounds: rates.map((rate) => rounded(rate, 0)),
      entries: last.entries,
      blocks: last.blocks,
      broken: last.broken.length,
      machine,
    }
  } finally {
    await sets.close()
  }
}
