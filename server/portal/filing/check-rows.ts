/** The check page: every answer with a way to change it. */
import type { AtStep } from './at-step.ts'
import { filingAddress } from './at-step.ts'
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
  const rows = [
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
    ...(p.competent.level === 'commune'
      ? [row('noi-giai-quyet', say('filing.commune'), nameOf(communes, draft.competent))]
      : []),
    row('noi-nop', say('filing.office'), nameOf(counters, draft.receivedAt)),
    ...p.parts
      .filter((part) => part.digitalSource === null)
      .map((part) => row('giay-to', page.pick(part.name), filesOf(at, part.key))),
    row(
      'nhan-tin',
      say('filing.notify'),
      notify ? [say(`filing.notify-${notify.channel}`), notify.to].filter(Boolean).join(', ') : '',
    ),
  ]
  const promise = p.channels.find((one) => one.channel === 'online') ?? p.channels[0]
  return { rows, allow: promise ? page.format.allow(promise.allow) : '' }
}

function filesOf({ page, draft }: AtStep, key: string): string {
  const files = draft.parts[key]?.files ?? []
  return files.length > 0 ? files.map((file) => file.name).join(', ') : page.say('filing.part-none')
}
