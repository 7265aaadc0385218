import { verifyCommand, type HeadSource } from '#ledger'
import type { Io } from './command.ts'
import { openInstallation } from './installation.ts'

/** Where the items keep the end of their streams: with it an end that was cut off is found before any block covers it. */
export const headsOfItems: HeadSource = {
  name: 'work.items',
  sql: 'select id as stream, seq, head from work.items',
}

/** `./sauro verify`: the heads of items lie in `work.items`; with them a cut-off end of a stream is found too. */
export async function verify(argv: string[], io: Io): Promise<number> {
  let close: (() => Promise<void>) | undefined
  try {
    return await verifyCommand(
      argv,
      io,
      async () => {
        const installation = await openInstallation(process.env, io.err)
        close = () => installation.close()
        return installation.db
      },
      [headsOfItems],
    )
  } finally {
    await close?.()
  }
}
