import { systemClock } from '#kernel'
import { deafListener } from '#ledger'
import { openApp } from '../app.ts'
import type { Document } from '../openapi-notes.ts'
import { typesOf } from '../openapi-types.ts'
import type { Io } from './command.ts'
import { openInstallation } from './installation.ts'

/** `./sauro openapi`: the description of the API as the routes give it, for `openapi.json`; with `--types` its shapes as TypeScript, for the console. */
export async function openapi(argv: string[], { out, err }: Io): Promise<number> {
  if (argv.includes('--help')) {
    out(
      'usage: ./sauro openapi > openapi.json\n       ./sauro openapi --types > web/official/api/generated.ts',
    )
    return 0
  }
  const installation = await openInstallation({ ...process.env, SAURO_LOG: 'silent' }, err)
  try {
    const { http } = await openApp({ ...installation, clock: systemClock, listener: deafListener })
    await http.ready()
    const described = http.swagger()
    out(
      argv.includes('--types')
        ? typesOf(described as Document).trimEnd()
        : JSON.stringify(described, null, 2),
    )
    await http.close()
    return 0
  } finally {
    await installation.close()
  }
}
