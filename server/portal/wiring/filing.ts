import type { Actor } from '#identity'
import { Refusal } from '#kernel'
import type { Filing as WorkFiling, LinkedFiling } from '#work'
import type { Applicant, FiledPart, Filing } from '../ports.ts'
import type { SetFiling } from '../ports-linked.ts'

/** A filing as the portal's pages know it, in the form in which it is filed. */
export const filingOf = (filing: Filing): WorkFiling => ({
  ...sharedOf(filing),
  procedure: filing.procedure,
  ...competentOf(filing),
  parts: filing.parts.map(paperOf),
})

export const linkedFilingOf = (filing: SetFiling): LinkedFiling => ({
  ...sharedOf(filing),
  set: filing.set,
  members: filing.members.map((member) => ({
    procedure: member.procedure,
    ...competentOf(member),
    parts: member.parts.map(paperOf),
  })),
})

const competentOf = ({ competent }: { competent: string | null }) => (competent === null ? {} : { competent })

/** Who, where and how to tell them: the same for one procedure and for a set. */
function sharedOf(filing: Omit<SetFiling, 'set' | 'members'>) {
  const { applicant, through } = filing
  const given = <T extends object>(fields: T) =>
    Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== ''))
  return {
    channel: filing.channel,
    receivedAt: filing.receivedAt,
    applicant: given(applicant) as never,
    ...(through ? { through: given(through) as never } : {}),
    notify: given(filing.notify) as never,
    ...(filing.words === null ? {} : { words: filing.words }),
    lang: filing.lang,
  }
}

export const paperOf = (part: FiledPart) => ({
  key: part.key,
  originals: part.originals,
  copies: part.copies,
  files: part.files,
})

export const actorOf = (by: Applicant): Actor => ({
  kind: 'applicant',
  id: by.id,
  name: '',
  posts: [],
  session: null,
})

export const signInFirst = (): Refusal =>
  new Refusal(
    'SignInNeeded',
    { vi: 'Nộp trực tuyến cần đăng nhập VNeID.', en: 'Filing online needs a VNeID sign-in.' },
    { kind: 'unauthenticated' },
  )
