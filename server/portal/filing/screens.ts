/** What each page of the filing shows: title, what was typed before, choices. */
import type { Fault, Typed } from './check.ts'
import { errorsOf } from '../form.ts'
import type { Office, Through } from '../ports.ts'
import { checkRows } from './check-rows.ts'
import { draft_days } from './draft.ts'
import { listIdOf, partsOf, type MatterPart } from './matter.ts'
import { promisesOf } from './promises.ts'
import { placeOf, stepBefore, stepsOf, type StepId } from './steps.ts'
import { filingAddress, type AtStep } from './at-step.ts'

const personal = { personal: true }

export function showStart(at: AtStep, exists: boolean): string {
  const { parts, request, page, p, draft } = at
  const toSend = p.parts.filter((part) => part.required && part.digitalSource === null).length
  const data = {
    p,
    draft: exists && !draft.filed,
    linked: p.set === null ? null : p.procedures.map((one) => one.procedure.name),
    step_count: stepsOf(p, draft).length,
    to_send: toSend,
    draft_days,
    must_sign_in: parts.signIn.neededToFile(request.now) && !parts.signIn.applicant(request),
    sign_in: parts.signIn.href(filingAddress(p)) ?? '/dang-nhap',
  }
  return page.show('filing-start', data, personal)
}

export async function showStep(at: AtStep, step: StepId, faults: Fault[], typed?: Typed): Promise<string> {
  const { page, p, draft } = at
  const before = stepBefore(step, p, draft)
  const frame = {
    p,
    faults,
    errors: errorsOf(faults, page.say),
    heading: page.say(`filing.title.${step}`),
    place: placeOf(step, p, draft),
    back: filingAddress(p, before ?? ''),
    draft_days,
  }
  const options = faults.length > 0 ? { personal: true, status: 422 } : personal
  return page.show(templateOf(step), { ...frame, ...(await contentOf(at, step, typed)) }, options)
}

const templateOf = (step: StepId): string =>
  step === 'noi-nop' || step === 'noi-giai-quyet' ? 'filing-office' : `filing-${step}`

async function contentOf(at: AtStep, step: StepId, typed: Typed | undefined): Promise<object> {
  const { parts, request, page, p, draft } = at
  const actor = parts.signIn.applicant(request)
  switch (step) {
    case 'nguoi-nop':
      return { typed: typed ?? { who: draft.who } }
    case 'nguoi-dung-ten':
      return applicantContent(at, typed)
    case 'uy-quyen':
      return {
        typed:
          typed ?? throughTyped(draft.through ?? { name: actor?.name ?? '', number: actor?.number ?? '' }),
      }
    case 'lien-he': {
      const known = {
        phone: actor?.phone ?? '',
        email: actor?.email ?? '',
        address: draft.who === 'self' ? (actor?.address ?? '') : '',
      }
      return { typed: typed ?? draft.contact ?? known }
    }
    case 'noi-giai-quyet': {
      const words = { lead: page.say('filing.commune-lead'), label: page.say('filing.commune') }
      return {
        ...words,
        offices: choices(at, await parts.offices.communes(request.now), typed?.['office'] ?? draft.competent),
      }
    }
    case 'noi-nop': {
      const words = { lead: page.say('filing.office-lead'), label: page.say('filing.office') }
      const chosen = typed?.['office'] ?? draft.receivedAt ?? draft.competent
      return { ...words, offices: choices(at, await parts.offices.counters(request.now), chosen) }
    }
    case 'giay-to':
      return {
        lists: p.procedures.map(({ procedure }) => ({
          id: listIdOf(p, procedure),
          name: p.set === null ? null : page.pick(procedure.name),
          tasks: partsOf(p, procedure).map((part) => taskOf(at, part)),
        })),
      }
    case 'nhan-tin': {
      const sms = draft.contact?.phone ?? ''
      const email = draft.contact?.email ?? ''
      const kept = draft.notify && {
        channel: draft.notify.channel,
        [draft.notify.channel]: draft.notify.to ?? '',
      }
      return { typed: { sms, email, ...(typed ?? kept) } }
    }
    case 'kiem-tra':
      return checkRows(at)
  }
}

/** A date goes back into the three fields it came from. */
function throughTyped(known: Partial<Through>): object {
  const [year, month, day] = known.authorityDate?.split('-') ?? []
  return {
    ...known,
    'authority-day': day ?? '',
    'authority-month': month ?? '',
    'authority-year': year ?? '',
  }
}

function applicantContent({ parts, request, page, p, draft }: AtStep, typed: Typed | undefined): object {
  const actor = draft.who === 'self' ? parts.signIn.applicant(request) : undefined
  const known = draft.applicant ?? actor
  const [year, month, day] = known?.birthDate?.split('-') ?? []
  const before = {
    kind: known?.kind ?? (p.subjects.length === 1 ? p.subjects[0] : undefined),
    name: known?.name ?? '',
    number: known?.number ?? '',
    'birth-day': day ?? '',
    'birth-month': month ?? '',
    'birth-year': year ?? '',
  }
  return {
    typed: typed ?? before,
    prefilled: actor !== undefined && draft.applicant === null,
    kinds: p.subjects.map((kind) => ({ value: kind, text: page.say(`subject.${kind}`) })),
    has_citizen: p.subjects.includes('citizen'),
  }
}

function choices({ page }: AtStep, offices: readonly Office[], chosen: string | null | undefined): object[] {
  const none = { value: '', text: page.say('filing.office-none'), selected: !chosen }
  return [
    none,
    ...offices.map((one) => ({ value: one.code, text: page.pick(one.name), selected: one.code === chosen })),
  ]
}

function taskOf({ page, p, draft }: AtStep, part: MatterPart): object {
  const count = draft.parts[part.key]?.files.length ?? 0
  const title = { text: page.pick(part.name) }
  if (part.digitalSource) {
    return {
      title,
      hint: { text: page.say('procedure.part-have', { source: part.digitalSource }) },
      status: { text: page.say('filing.part-ready') },
    }
  }
  const status =
    count > 0
      ? { text: page.say(count === 1 ? 'filing.part-count-one' : 'filing.part-count', { n: count }) }
      : {
          tag: {
            text: page.say(part.required ? 'filing.part-todo' : 'filing.part-optional'),
            classes: part.required ? 'govuk-tag--blue' : 'govuk-tag--grey',
          },
        }
  return { title, href: filingAddress(p, `giay-to/${encodeURIComponent(part.key)}`), status }
}

export async function showFiled({ parts, request, page, p, draft }: AtStep): Promise<string> {
  const filed = draft.filed!
  const offices = await parts.offices.counters(request.now)
  const office = offices.find((one) => one.code === draft.receivedAt)
  const data = {
    p,
    filed,
    answerBy: new Date(filed.answerBy),
    office: office ? page.pick(office.name) : '',
    promises: promisesOf(page, p),
    notify: draft.notify,
  }
  return page.show('filing-xong', data, personal)
}
