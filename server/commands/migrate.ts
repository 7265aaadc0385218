import type { Io } from './command.ts'
import { openInstallation } from './installation.ts'

/** `./sauro migrate`: brings the database up to date and ends. */
export async function migrateCommand(argv: string[], { out, err }: Io): Promise<number> {
  if (argv.includes('--help')) {
    out(
      'usage: ./sauro migrate [--json]\n\nRuns the migrations that have not run yet, each in its own transaction.',
    )
    return 0
  }
  const steps: string[] = []
  const installation = await openInstallation(process.env, (line) => steps.push(line))
  await installation.close()
  if (argv.includes('--json')) out(JSON.stringify({ said: steps }))
  else err(steps.length === 0 ? 'nothing to do: the database is up to date' : steps.join('\n'))
  return 0
}
