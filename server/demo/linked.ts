import { namedUuid } from '#kernel'
import { beginNext, fileLinked, itemsOfLinked } from '#work'
import { applicantOf } from './applicants.ts'
import { live, type Play, type Stage } from './history.ts'

/** Which dossiers of the history are filings of linked procedures instead: one in so many. */
const oneIn = 40
const sets = ['khai-sinh-thuong-tru', 'cai-chinh-ho-tich', 'giay-to-ca-nhan']

/** One agency lets its dossier lie, so that there is one to be seen late among others that are not. */
const forgotten = { plan: 200, procedure: '3.000333' }
const day_ms = 86_400_000

/** The set a plan of the history is filed under; undefined for an ordinary dossier. */
export const linkedSetOf = (plan: Pick<Play, 'no'>): string | undefined =>
  plan.no % oneIn === 0 ? sets[(plan.no / oneIn) % sets.length] : undefined

/** Plays linked procedures: one filing at the counter, then each agency's dossier, and what begins when another is granted. */
export async function playLinked(stage: Stage, plan: Play, set: string): Promise<void> {
  const clerk = await stage.staff(plan.unit, 'clerk')
  if (!clerk) return
  const key = (of: string, act: number): string => namedUuid(`demo/${stage.seed}/${plan.no}/${of}/${act}`)
  const filed = await fileLinked(stage.office, {
    actor: clerk,
    now: plan.filedAt,
    key: key('filing', 0),
    filing: {
      set,
      channel: 'direct',
      receivedAt: plan.unit,
      applicant: applicantOf(stage.chance),
      notify: { channel: 'sms' },
    },
  })
  const played = new Set<string>()
  for (;;) {
    const items = await itemsOfLinked(stage.office, filed.id)
    const fresh = items.filter((item) => !played.has(item.id))
    if (fresh.length === 0) return
    for (const item of fresh) {
      played.add(item.id)
      const lies = plan.no === forgotten.plan && item.procedure === forgotten.procedure
      const until = lies ? new Date(item.filed_at.getTime() + day_ms) : stage.now
      await live({ ...stage, now: until }, item.id, item.filed_at, (act) => key(item.procedure, act))
    }
    // The subscription does this in life; history is played faster than it listens.
    await stage.office.db.transaction((tx) => beginNext(stage.office, tx, filed.id))
  }
}
