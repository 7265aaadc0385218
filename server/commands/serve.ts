import { parseArgs } from 'node:util'
import { systemClock } from '#kernel'
import { installCity, readCity } from '#people'
import { said, type Io } from './command.ts'
import { openInstallation } from './installation.ts'
import { startRuntime, toldToEnd } from './runtime.ts'

const usage = `usage: ./sauro serve [--port N] [--host ADDRESS]

Serves an installation until it is told to end (Ctrl+C). Settings come from the environment: docs/configuration.md.`

export async function serve(argv: string[], { out, err }: Io): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: { port: { type: 'string' }, host: { type: 'string' }, help: { type: 'boolean' } },
  })
  if (values.help) {
    out(usage)
    return 0
  }
  const env = {
    ...process.env,
    ...(values.port ? { SAURO_PORT: values.port } : {}),
    ...(values.host ? { SAURO_HOST: values.host } : {}),
  }
  const installation = await openInstallation(env, err)
  await installCity(installation.db, readCity(installation.config.city))
  const runtime = await startRuntime(installation, {
    clock: systemClock,
    log: (line, error) => err(said(line, error)),
  })
  out(`Sáu Rõ: ${installation.config.publicUrl}`)
  await toldToEnd()
  await runtime.stop()
  await installation.close()
  return 0
}
