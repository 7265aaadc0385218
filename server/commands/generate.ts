import { parseArgs } from 'node:util'
import { systemClock } from '#kernel'
import { load, prepareCity, refuseUnlessFits } from '../bench/index.ts'
import type { Io } from './command.ts'
import { openInstallation } from './installation.ts'
import { progressBar } from './progress.ts'

const usage = `usage: ./sauro generate --items N [--seed S] [--workers W] [--json]

Fills an installation that has no dossiers yet, through COPY, with the rows and chains the application would write.
  --items    how many dossiers, 1 to 20000000
  --seed     another seed gives other dossiers; default 1
  --workers  threads; default: one per core, four at the most
  --json     print what was written as JSON`

export async function generate(argv: string[], { out, err }: Io): Promise<number> {
  const asked = read(argv)
  if (typeof asked === 'string') {
    const wanted = asked === 'help'
    ;(wanted ? out : err)(wanted ? usage : `${asked}\n\n${usage}`)
    return wanted ? 0 : 2
  }
  const installation = await openInstallation(process.env, err)
  try {
    const { db, keys, config, adminUrl } = installation
    if (config.databaseUrl === '') await refuseUnlessFits(config.dataDir, asked.items)
    const now = systemClock()
    await prepareCity({ db, keys, now }, config.city)
    const bars = new Map<string, (done: number, of: number) => void>()
    const progress = (phase: string, done: number, of: number): void => {
      const bar = bars.get(phase) ?? progressBar(phase, err)
      bars.set(phase, bar)
      bar(done, of)
    }
    const loaded = await load({ db, adminUrl, keys, city: config.city, now, ...asked, progress })
    if (asked.json) out(JSON.stringify(loaded))
    else {
      out(
        `${loaded.items} items in ${loaded.seconds.all} s (${loaded.items_per_s} a second), ${loaded.bytes_per_item} bytes an item`,
      )
      for (const [name, count] of Object.entries(loaded.rows)) out(`  ${name.padEnd(10)} ${count}`)
    }
    return 0
  } finally {
    await installation.close()
  }
}

interface Asked {
  items: number
  seed: number
  workers?: number
  json: boolean
}

/** What was asked for, or what is wrong with it. */
function read(argv: string[]): Asked | string {
  try {
    const { values } = parseArgs({
      args: argv,
      options: {
        items: { type: 'string' },
        seed: { type: 'string', default: '1' },
        workers: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean' },
      },
    })
    if (values.help) return 'help'
    const items = wholeNumber(values.items ?? '', 1, 20_000_000)
    const seed = wholeNumber(values.seed, 0, 2_000_000_000)
    const workers = values.workers === undefined ? undefined : wholeNumber(values.workers, 1, 16)
    if (items === undefined) return 'generate: --items takes a whole number from 1 to 20000000'
    if (seed === undefined) return 'generate: --seed takes a whole number from 0'
    if (values.workers !== undefined && workers === undefined) return 'generate: --workers takes 1 to 16'
    return { items, seed, json: values.json, ...(workers === undefined ? {} : { workers }) }
  } catch (error) {
    return `generate: ${(error as Error).message}`
  }
}

function wholeNumber(text: string, least: number, most: number): number | undefined {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : undefined
  return value !== undefined && value >= least && value <= most ? value : undefined
}
