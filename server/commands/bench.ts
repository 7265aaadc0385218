import { parseArgs } from 'node:util'
import { bench as benches } from '../bench/index.ts'
import type { Io } from './command.ts'
import { progressBar } from './progress.ts'

const usage = `usage: ./sauro bench lifecycle | list | verify | calendar [options]

Measures as ratios against the bare database or another package; sets are generated once and kept in the data folder.
  --items N         size of the set, default 1000000 (list: beside one of a tenth)
  --rounds N        alternating windows of each kind, default 5
  --window S        seconds of a window, default 20
  --connections N   connections of the client, default 12 (list: users, default 16)
  --notify mix|none how applicants asked to be told, default mix as in the sets (lifecycle)
  --cache N         items in the state cache measured beside, 0 for none; default 20000 (lifecycle)
  --json            print figures, machine and method as JSON`

export async function bench(argv: string[], { out, err }: Io): Promise<number> {
  const asked = read(argv)
  if (typeof asked === 'string') {
    const wanted = asked === 'help'
    ;(wanted ? out : err)(wanted ? usage : `bench: ${asked}\n\n${usage}`)
    return wanted ? 0 : 2
  }
  const bars = new Map<string, (done: number, of: number) => void>()
  const progress = (phase: string, done: number, of: number): void => {
    const bar = bars.get(phase) ?? progressBar(phase, err)
    bars.set(phase, bar)
    bar(done, of)
  }
  const figures = await benches[asked.kind](asked, process.env, err, progress)
  if (asked.json) out(JSON.stringify(figures))
  else for (const [name, value] of Object.entries(figures)) out(`${name.padEnd(18)} ${show(value)}`)
  return 0
}

const show = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

interface Asked {
  kind: keyof typeof benches
  items: number
  rounds: number
  window_s: number
  connections: number | undefined
  notify: 'mix' | 'none'
  cache: number
  json: boolean
}

const text = { type: 'string' } as const

/** What was asked for, or what is wrong with it. */
function read(argv: string[]): Asked | string {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        items: text,
        rounds: text,
        window: text,
        connections: text,
        notify: text,
        cache: text,
        json: { type: 'boolean', default: false },
        help: { type: 'boolean' },
      },
    })
    if (values.help) return 'help'
    const [kind = '', more] = positionals
    if (!(kind in benches) || more !== undefined) return 'say which one: lifecycle, list, verify or calendar'
    const notify = values.notify ?? 'mix'
    if (notify !== 'mix' && notify !== 'none') return '--notify takes mix or none'
    return {
      kind: kind as keyof typeof benches,
      items: number('items', values.items ?? '1000000', 1000, 20_000_000),
      rounds: number('rounds', values.rounds ?? '5', 1, 50),
      window_s: number('window', values.window ?? '20', 1, 600),
      connections:
        values.connections === undefined ? undefined : number('connections', values.connections, 1, 64),
      notify,
      cache: number('cache', values.cache ?? '20000', 0, 1_000_000),
      json: values.json,
    }
  } catch (error) {
    return (error as Error).message
  }
}

function number(name: string, given: string, least: number, most: number): number {
  const value = Number(given)
  if (!/^\d{1,10}$/.test(given) || value < least || value > most)
    throw new Error(`--${name} takes a whole number from ${least} to ${most}`)
  return value
}
