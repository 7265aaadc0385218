import { commands } from './commands/all.ts'

const out = (line: string): void => void process.stdout.write(`${line}\n`)
const err = (line: string): void => void process.stderr.write(`${line}\n`)

// Whoever reads our output may stop reading (`| head`): that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

const [name = 'help', ...argv] = process.argv.slice(2)
const command = commands.get(name)
if (!command) {
  err(`sauro: there is no command "${name}". "./sauro help" lists them.`)
  process.exitCode = 2
} else {
  try {
    process.exitCode = await command.run(argv, { out, err })
  } catch (error) {
    const failure = error as Error & { texts?: { vi: string; en: string } }
    err(
      failure.texts ? `sauro: ${failure.texts.vi}\n       ${failure.texts.en}` : `sauro: ${failure.message}`,
    )
    if (process.env['SAURO_LOG'] === 'debug' && failure.stack) err(failure.stack)
    process.exitCode = 1
  }
}
