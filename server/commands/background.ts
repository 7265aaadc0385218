import { linkFiles, tendTask } from '#documents'
import { outgoing, startJobs, type Clock, type Config, type KeyRing } from '#kernel'
import type { Log, Subscription } from '#ledger'
import { noticesOnWork, outboxOnly, sendTask, sending, webhook, type Adapters } from '#notifications'
import { filesNamed, heldTask, linkedNext, tellSent, toldFacts, tryHeld, type Office } from '#work'
import type { App } from '../app.ts'
import type { Installation } from './installation.ts'

export interface Background {
  subscriptions: Subscription[]
  stop(): Promise<void>
}

/** All that follow the ledger, by name: a set that is generated is begun behind by each of them. */
export const subscriptionNames = ['documents.links', 'work.linked-next', 'notifications.on-work'] as const

/** What works behind the server: subscriptions to the ledger, and the jobs they put in. */
export async function startBackground(parts: {
  installation: Installation
  app: App
  clock: Clock
  log: Log
}): Promise<Background> {
  const { installation, app, clock, log } = parts
  const { config, db, keys } = installation
  const jobs = await startJobs({
    url: installation.appUrl,
    tasks: {
      [sendTask]: sending({
        db,
        keys,
        clock,
        adapters: adaptersOf(config),
        supplementSent: (sent) => tellSent(app.office, sent),
        log: (line, error) => log(line, error),
      }),
      [heldTask]: tryHeld(app.office, clock),
      [tendTask]: async () => void (await app.documents.tend(db, clock())),
    },
    schedules: { [sendTask]: '* * * * *', [tendTask]: '*/10 * * * *' },
    log: (level, message) => (level === 'error' ? log(message) : undefined),
  })
  return { subscriptions: subscriptionsOf(app.office, keys, clock), stop: () => jobs.stop() }
}

export const subscriptionsOf = (office: Office, keys: KeyRing, clock: Clock): Subscription[] => [
  linkFiles(filesNamed),
  linkedNext(office, clock),
  noticesOnWork({
    keys,
    clock,
    zone: 'Asia/Ho_Chi_Minh',
    factsOf: (tx, entries) => toldFacts(office, tx, entries, clock()),
  }),
]

/** One gateway for all ways out: it tells them apart by `channel`. */
export function adaptersOf({ notices }: Pick<Config, 'notices'>): Adapters {
  if (notices === null) return outboxOnly
  const gateway = webhook({ ...notices, fetch: outgoing({ allow: [notices.url] }) })
  return { sms: gateway, email: gateway, app: gateway }
}
