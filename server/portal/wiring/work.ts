import type { Context } from '#kernel'
import { proveStream, withoutTexts } from '#ledger'
import {
  getItem,
  itemList,
  itemVerbs,
  openByCode,
  openOwn,
  openOwnLinked,
  perform,
  printOneReceipt,
  proofName,
  submit,
  type Item,
  type Office,
  type Verb,
} from '#work'
import type { Applicant, MyItem, OpenedItem, WorkPart } from '../ports.ts'
import { actorOf, filingOf, paperOf, signInFirst } from './filing.ts'
import { openedLinked, openedMember } from './linked.ts'
import { tracking, waitingFor } from './tracking.ts'

/** Dossiers as the portal asks for them; every act goes through the same permits as anybody's. */
export const workPart = (office: Office): WorkPart => ({
  submit: async (cx, by, filing, key) => {
    if (!by) throw signInFirst()
    const filed = await submit(office, { actor: actorOf(by), now: cx.now, key, filing: filingOf(filing) })
    return { item: filed.id, code: filed.code, secret: filed.secret, answerBy: new Date(filed.answerBy) }
  },
  openByCode: (_cx, code, secret) => openedBy(office, code, secret),
  openByQr: async (_cx, token) => {
    const dot = token.lastIndexOf('.')
    return dot < 1 ? undefined : openedBy(office, token.slice(0, dot), token.slice(dot + 1))
  },
  openMine: (_cx, by, code) => openedMine(office, by, code),
  openMember: (_cx, code, filings) => openedMember(office, code, filings),
  tracking: async (cx, item, by) => tracking(office, await getItem(office, item), by, cx.now),
  mine: (cx, by) => mine(office, cx, by),
  supplement: (cx, by, item, version, parts, key) =>
    actOn(office, cx, by, 'supplement', item, version, { parts: parts.map(paperOf) }, key),
  withdraw: (cx, by, item, version, reason, key) =>
    actOn(office, cx, by, 'withdraw', item, version, reason.trim() === '' ? {} : { reason }, key),
  receipt: async (cx, id) => {
    const item = await getItem(office, id)
    return item.accepted_at === null ? undefined : printOneReceipt(office, item, cx.now)
  },
  proof: async (_cx, id, by) => {
    const item = await getItem(office, id)
    const whole = await proveStream(office.db, item.id)
    const isParty = by !== undefined && item.account === by.id
    return { name: proofName(item), proof: isParty ? whole : withoutTexts(whole) }
  },
})

async function actOn(
  office: Office,
  cx: Context,
  by: Applicant,
  verb: Verb,
  item: string,
  version: number,
  body: Record<string, unknown>,
  key: string,
): Promise<void> {
  await perform(
    office,
    itemVerbs.find((one) => one.verb === verb)!,
    { actor: actorOf(by), now: cx.now, key, item, version, body },
  )
}

/** One dossier, or a filing of linked procedures. */
const openedBy = async (office: Office, code: string, secret: string): Promise<OpenedItem | undefined> =>
  opened(await openByCode(office, code, secret)) ?? (await openedLinked(office, code, secret))

async function openedMine(office: Office, by: Applicant, code: string): Promise<OpenedItem | undefined> {
  const own = opened(await openOwn(office, by.id, code))
  if (own) return own
  const linked = await openOwnLinked(office, by.id, code)
  return linked && openedMember(office, linked.code, [linked.id])
}

const opened = (item: Item | undefined): OpenedItem | undefined => item && { item: item.id, code: item.code }

async function mine(office: Office, cx: Context, by: Applicant): Promise<MyItem[]> {
  const page = await itemList(office, actorOf(by), {}, cx.now)
  return Promise.all(
    page.rows.map(async (row) => {
      const item = await getItem(office, row.id)
      return {
        code: row.code,
        procedure: row.title,
        status: row.status,
        filedAt: item.filed_at,
        answerBy: item.accepted_at === null && item.closed_at === null ? item.answer_by : null,
        appointment: item.extended_due_at ?? item.due_at,
        late: row.late,
        yourTurn: waitingFor(item) !== null,
      }
    }),
  )
}
