import { verifyCommand } from '#ledger'
import type { Io } from './command.ts'
import { openInstallation } from './installation.ts'

/** `./sauro verify`: the heads of items lie in `work.items`; with them a cut-off end of a stream is found too. */
export async function verify(argv: string[], io: Io): Promise<number> {
  let close: (() => Promise<void>) | undefined
  try {
    return await verifyCommand(argv, io, async () => {
      const installation = await openInstallation(process.env, io.err)
      close = installation.close
      return installation.db
    })
  } finally {
    await close?.()
  }
}
