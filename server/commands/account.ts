import { accountCommand } from '#identity'
import type { Io } from './command.ts'
import { openInstallation } from './installation.ts'

/** `./sauro account add …`: opens the installation only when there is something to do. */
export async function account(argv: string[], io: Io): Promise<number> {
  const opened: (() => Promise<void>)[] = []
  try {
    return await accountCommand(argv, io, async () => {
      const installation = await openInstallation(process.env, io.err)
      opened.push(installation.close)
      return installation
    })
  } finally {
    for (const close of opened) await close()
  }
}
