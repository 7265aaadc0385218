/** The check page: every answer with a way to change it. */
import type { AtStep } from './at-step.ts'
import { filingAddress } from './at-step.ts'
import { partsOf } from './matter.ts'
import { promisesOf } from './promises.ts'
import type { StepId } from './steps.ts'

export async function checkRows(at: AtStep): Promise<object> {
  const { parts, request, page, p, draft } = at
  const { say } = page
  const [communes, counters] = await Promise.all([
    parts.offices.communes(request.now),
    parts.offices.counters(request.now),
  ])
  const nameOf = (offices: typeof communes, code: string | null): string => {
    const office = offices.find((one) => one.code === code)
    return office ? page.pick(office.name) : ''
  }
  const row = (step: StepId, label: string, value: string): object => ({
    key: { text: label },
    value: { text: value },
    actions: {
      items: [{ href: filingAddress(p, step), text: say('filing.change'), visuallyHiddenText: label }],
    },
  })
  const { applicant, contact, through, notify } = draft
  const who = [
    row(
      'nguoi-nop',
      say('filing.title.nguoi-nop'),
      say(draft.who === 'through' ? 'filing.who-through' : 'filing.who-self'),
    ),
    row('nguoi-dung-ten', say('filing.name'), applicant?.name ?? ''),
    row('nguoi-dung-ten', say('filing.number'), applicant?.number ?? ''),
    ...(applicant?.birthDate
      ? [row('nguoi-dung-ten', say('filing.birth'), applicant.birthDate.split('-').reverse().join('/'))]
      : []),
    ...(through
      ? [row('uy-quyen', say('filing.through-name'), `${through.name}, ${through.authority}`)]
      : []),
    row('lien-he', say('filing.phone'), contact?.phone ?? ''),
    ...(contact?.email ? [row('lien-he', say('filing.email'), contact.email)] : []),
    row('lien-he', say('filing.address'), contact?.address ?? ''),
    ...(p.communal ? [row('noi-giai-quyet', say('filing.commune'), nameOf(communes, draft.competent))] : []),
    row('noi-nop', say('filing.office'), nameOf(counters, draft.receivedAt)),
  ]
  const papers = p.procedures.map(({ procedure }) => ({
    name: p.set === null ? null : page.pick(procedure.name),
    rows: partsOf(p, procedure)
      .filter((part) => part.digitalSource === null)
      .map((part) => row('giay-to', page.pick(part.name), filesOf(at, part.key))),
  }))
  const notice = row(
    'nhan-tin',
    say('filing.notify'),
    notify ? [say(`filing.notify-${notify.channel}`), notify.to].filter(Boolean).join(', ') : '',
  )
  return { lists: listsOf(p.set === null, who, papers, notice), promises: promisesOf(page, p) }
}

interface Answers {
  name: string | null
  rows: object[]
}

/** One list for a procedure; for a set the papers of each procedure under its name. */
const listsOf = (single: boolean, who: object[], papers: Answers[], notice: object): Answers[] =>
  single
    ? [{ name: null, rows: [...who, ...papers.flatMap((one) => one.rows), notice] }]
    : [{ name: null, rows: [...who, notice] }, ...papers.filter((one) => one.rows.length > 0)]

function filesOf({ page, draft }: AtStep, key: string): string {
  const files = draft.parts[key]?.files ?? []
  return files.length > 0 ? files.map((file) => file.name).join(', ') : page.say('filing.part-none')
}
