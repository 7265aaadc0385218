import { systemClock } from '#kernel'
import { deafListener } from '#ledger'
import { openApp } from '../app.ts'
import type { Io } from './command.ts'
import { openInstallation } from './installation.ts'

/** `./sauro openapi`: the description of the API as the routes give it, for `openapi.json`. */
export async function openapi(argv: string[], { out, err }: Io): Promise<number> {
  if (argv.includes('--help')) {
    out('usage: ./sauro openapi > openapi.json')
    return 0
  }
  const installation = await openInstallation({ ...process.env, SAURO_LOG: 'silent' }, err)
  try {
    const { http } = await openApp({ ...installation, clock: systemClock, listener: deafListener })
    await http.ready()
    out(JSON.stringify(http.swagger(), null, 2))
    await http.close()
    return 0
  } finally {
    await installation.close()
  }
}
