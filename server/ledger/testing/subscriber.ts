import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '#kernel'
import { startListener } from '../listener.ts'
import { runSubscriptions } from '../subscriptions.ts'

/** A process of its own that the test kills: notes each entry in public.seen, and dawdles in the middle of every batch. */
const [url = ''] = process.argv.slice(2)
const db = openDatabase(url)
const log = (line: string, error?: unknown): void => console.error(line, error)
runSubscriptions({
  db,
  listener: startListener({ db, log }),
  log,
  poll_ms: 100,
  subscriptions: [
    {
      name: 'killed',
      batch: 20,
      onEntries: async (tx, entries) => {
        for (const [n, entry] of entries.entries()) {
          await tx.run('insert into public.seen (subscription, position) values ($1, $2)', [
            'killed',
            entry.position,
          ])
          if (n === 10) {
            console.log('in the middle')
            await sleep(60)
          }
        }
      },
    },
  ],
})
