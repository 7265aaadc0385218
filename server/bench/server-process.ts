import { systemClock } from '#kernel'
import { openInstallation } from '../commands/installation.ts'
import { startRuntime } from '../commands/runtime.ts'
import type { Recorded } from './lifecycle/record.ts'

// The server that is measured, in a process of its own, as `serve` would start it. It tells its address, and on request the
// statements it sends for commands.
const [background] = process.argv.slice(2)
const say = (line: string, error?: unknown): void =>
  console.error(
    error === undefined ? line : `${line}: ${error instanceof Error ? error.message : JSON.stringify(error)}`,
  )
const installation = await openInstallation(process.env, say)
let recorded: Recorded[] | undefined
const db = {
  ...installation.db,
  rows: <Row>(statement: { name: string; text: string }, values: readonly unknown[]): Promise<Row[]> => {
    if (recorded && statement.name.startsWith('work.')) recorded.push({ statement, values: [...values] })
    return installation.db.rows<Row>(statement, values)
  },
}
const runtime = await startRuntime(
  { ...installation, db },
  { clock: systemClock, log: say, background: background !== 'without-background' },
)
process.on('message', (asked) => {
  if (asked === 'record') recorded = []
  if (asked === 'stop-recording') {
    process.send?.({ recorded })
    recorded = undefined
  }
  if (asked === 'end') {
    void runtime
      .stop()
      .then(() => installation.close())
      .then(() => process.exit(0))
  }
})
process.once('disconnect', () => process.exit(1))
process.send?.({ address: runtime.address })
