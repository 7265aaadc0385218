import { findProceduresCommand } from '#catalogue'
import type { Io } from './command.ts'
import { openInstallation } from './installation.ts'

/** `./sauro procedures WORDS`: what can be asked for, found by words without marks. */
export async function procedures(argv: string[], io: Io): Promise<number> {
  let close: (() => Promise<void>) | undefined
  try {
    return await findProceduresCommand(argv, io, async () => {
      const installation = await openInstallation(process.env, io.err)
      close = installation.close
      return installation
    })
  } finally {
    await close?.()
  }
}
