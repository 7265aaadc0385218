/** Turns a linked filing into what its block on the tracking page says: each agency in a line, the one appointment, who is late. Pure. */
import { addressOf } from './opened.ts'
import type { Page } from './page.ts'
import type { LinkedDossier, LinkedFiling } from './ports-linked.ts'

export interface LinkedBlock {
  title: string
  /** The one appointment, or what can be said before there is one. */
  appointment: string
  /** One sentence per agency that is late. */
  late: string[]
  rows: {
    name: string
    agency: string
    code: string | null
    href: string | null
    here: boolean
    mark: 'done' | 'open' | 'to-come'
    /** Said behind the agency; empty while it is on time. */
    late: string
    when: string
  }[]
  elsewhere: string[]
}

export function linkedBlock(page: Page, linked: LinkedFiling, here: string): LinkedBlock {
  const { say } = page
  return {
    title: say('linked.title', { code: linked.code }),
    appointment: appointmentOf(page, linked),
    late: linked.late.map((one) =>
      say(one.with === 'answer' ? 'linked.late-answer' : 'linked.late', {
        agency: page.pick(one.agency),
        procedure: page.pick(one.procedure),
      }),
    ),
    rows: linked.members.map((one) => ({
      name: page.pick(one.procedure),
      agency: page.pick(one.agency),
      code: one.code,
      href: one.code === null || one.code === here ? null : addressOf(one.code),
      here: one.code === here,
      mark: one.state === 'granted' ? 'done' : one.state === 'open' ? 'open' : 'to-come',
      late: one.late ? say(one.appointment ? 'linked.is-late' : 'linked.is-late-answer') : '',
      when: whenOf(page, one),
    })),
    elsewhere: linked.elsewhere.map((one) => page.pick(one)),
  }
}

function appointmentOf({ say, format }: Page, linked: LinkedFiling): string {
  if (linked.whole !== 'running') return say(`linked.${linked.whole}`)
  if (linked.appointment) return say('linked.appointment', { day: format.weekday(linked.appointment) })
  return linked.expected
    ? say('linked.expected', { day: format.weekday(linked.expected) })
    : say('linked.unknown')
}

function whenOf(page: Page, one: LinkedDossier): string {
  const { say, format } = page
  if (one.held) return say('linked.held', { why: page.pick(one.held) })
  const after = one.after.map((procedure) => page.pick(procedure)).join('; ')
  const day = one.appointment ?? one.expected
  switch (one.state) {
    case 'granted':
      return say('linked.finished', { day: format.day(one.finishedAt!) })
    case 'ended':
      return one.status ? page.pick(one.status) : ''
    case 'open':
      return one.appointment
        ? say('linked.promised', { day: format.day(one.appointment) })
        : say('linked.answering')
    case 'ready':
      return say('linked.ready')
    case 'waiting':
      return day === null
        ? say('linked.waiting', { after })
        : say('linked.waiting-until', { after, day: format.day(day) })
    case 'never':
      return say('linked.never', { after })
  }
}
