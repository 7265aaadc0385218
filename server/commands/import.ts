import { importProceduresCommand } from '#catalogue'
import { importUnitsCommand } from '#people'
import type { Io } from './command.ts'
import { openInstallation } from './installation.ts'

/** `./sauro import units FILE` and `./sauro import procedures FILE --channels FILE`. */
export async function importCommand(argv: string[], io: Io): Promise<number> {
  const [what, ...rest] = argv
  const kinds = { units: importUnitsCommand, procedures: importProceduresCommand }
  const command = what === 'units' || what === 'procedures' ? kinds[what] : undefined
  if (!command) {
    io[what === '--help' ? 'out' : 'err'](
      'usage: ./sauro import units FILE | procedures FILE --channels FILE   [--json]',
    )
    return what === '--help' ? 0 : 2
  }
  const opened: (() => Promise<void>)[] = []
  try {
    return await command(rest, io, async () => {
      const installation = await openInstallation(process.env, io.err)
      opened.push(installation.close)
      return installation as never
    })
  } finally {
    for (const close of opened) await close()
  }
}
