/** A small city behind the portal's ports, for tests of pages: four procedures, some counters, one running dossier. */
import { createHash, randomUUID } from 'node:crypto'
import { fixedClock, Refusal, type Database, type KeyRing } from '#kernel'
import type { LinkedPart, SetFiling } from '../ports-linked.ts'
import type { Applicant, Filing, Office, PortalParts, Tracking } from '../ports.ts'
import { lateDossier, linkedFiling, runningDossier } from './dossiers.ts'
import { civil, counterSet, land, linkedSet, procedures } from './procedures.ts'

export const now = new Date('2026-03-12T03:40:00Z')
export const clock = fixedClock(now)

export const keys: KeyRing = {
  current: 'test',
  keys: new Map([
    ['test', Buffer.alloc(32, 7)],
    ['lookup', Buffer.alloc(32, 9)],
  ]),
}

export const communes: Office[] = [
  'Phường Bình Thạnh',
  'Phường Bến Thành',
  'Xã Cần Giờ',
  'Đặc khu Côn Đảo',
].map((name, index) => ({
  code: `H29.${index + 14}`,
  name: { vi: name, en: name },
  kind: 'commune',
  address: null,
}))

export const tester: Applicant = {
  id: '0192f0c2-0000-7000-8000-000000000001',
  name: 'Trần Văn Bảy',
  kind: 'citizen',
  number: '079085001234',
  phone: '0903123871',
  email: null,
  birthDate: '1985-03-27',
  address: '12 Phan Đăng Lưu, phường Bình Thạnh, Thành phố Hồ Chí Minh',
}

export interface City {
  parts: PortalParts
  filings: { filing: Filing; key: string }[]
  setFilings: { filing: SetFiling; key: string }[]
  /** Who is signed in from now on. */
  signedIn: Applicant | undefined
  dossiers: Map<string, { secret: string; tracking: Tracking }>
  supplements: unknown[]
  withdrawals: string[]
}

const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()

export function smallCity(db: Database): City {
  const dossiers: City['dossiers'] = new Map([
    ['H29.14-260210-0042', { secret: 'BAYMAUTU', tracking: runningDossier }],
    ['H29.14-260105-0007', { secret: 'TREHEN77', tracking: lateDossier }],
  ])
  const city: City = {
    parts: undefined as unknown as PortalParts,
    filings: [],
    setFilings: [],
    signedIn: undefined,
    dossiers,
    supplements: [],
    withdrawals: [],
  }
  city.parts = {
    db,
    keys,
    zone: 'Asia/Ho_Chi_Minh',
    secure: false,
    publicUrl: 'http://localhost:8080',
    city: { vi: 'Thành phố Hồ Chí Minh', en: 'Ho Chi Minh City' },
    hotline: null,
    catalogue: cataloguePart(),
    offices: { communes: async () => communes, counters: async () => communes },
    work: workPart(city),
    linked: linkedPart(city),
    files: {
      async store(_cx, _owner, file) {
        if (file.name.endsWith('.exe'))
          throw new Refusal('FileKind', { vi: 'Tệp chạy được không nhận.', en: 'Programs are not taken.' })
        return {
          id: createHash('sha256').update(file.bytes).digest('hex').slice(0, 16),
          name: file.name,
          bytes: file.bytes.length,
        }
      },
      claim: async () => undefined,
      limit: { bytes: 20_000_000, kinds: 'PDF, JPG, PNG.' },
      resumable: null,
    },
    signIn: {
      applicant: () => city.signedIn,
      href: (back) => `/vao?ve=${encodeURIComponent(back)}`,
      async signOut() {
        city.signedIn = undefined
      },
      neededToFile: () => true,
      csrf: () => undefined,
    },
    openapi: async () => exampleSpec,
  }
  return city
}

function cataloguePart(): PortalParts['catalogue'] {
  return {
    async search({ text, field, level }) {
      const rows = procedures.filter(
        (one) =>
          (text === '' || folded(one.name.vi).includes(folded(text)) || one.code === text) &&
          (field === null || one.field.key === field) &&
          (level === null || one.levels.includes(level)),
      )
      return { total: rows.length, page_size: 20, rows }
    },
    procedure: async (code) => procedures.find((one) => one.code === code),
    fields: async () => [
      { ...land, count: 1 },
      { ...civil, count: 1 },
    ],
  }
}

/** Two sets; what is filed opens the linked filing that the dossiers of the city know. */
function linkedPart(city: City): LinkedPart {
  const sets = [linkedSet, counterSet]
  return {
    heads: () =>
      sets.map(({ code, name, members }) => ({
        code,
        name,
        procedures: members.map((member) => member.procedure.code),
      })),
    set: async (code) => sets.find((one) => one.code === code),
    async file(_cx, _by, filing, key) {
      if (city.setFilings.every((one) => one.key !== key)) city.setFilings.push({ filing, key })
      const answerBy = new Date('2026-03-13T03:40:00Z')
      return { item: 'filing', code: linkedFiling.code, secret: 'LIENTHONG', answerBy, linked: true }
    },
  }
}

function submitter(city: City): PortalParts['work']['submit'] {
  const sent = new Map<string, { item: string; code: string; secret: string; answerBy: Date }>()
  return async (_cx, _by, filing, key) => {
    const before = sent.get(key)
    if (before) return before
    if (filing.applicant.number === '000000000000') {
      throw new Refusal(
        'NumberUnknown',
        { vi: 'Số định danh này không có thật.', en: 'There is no such identity number.' },
        { field: 'applicant.number' },
      )
    }
    city.filings.push({ filing, key })
    const filed = {
      item: randomUUID(),
      code: 'H29.14-260312-0001',
      secret: 'MATRACUU',
      answerBy: new Date('2026-03-13T03:40:00Z'),
    }
    sent.set(key, filed)
    city.dossiers.set(filed.code, {
      secret: filed.secret,
      tracking: {
        ...runningDossier,
        item: filed.item,
        code: filed.code,
        appointment: null,
        firstAppointment: null,
        acceptedAt: null,
        answerBy: filed.answerBy,
        steps: [],
        time: [],
        story: [],
        filedAt: now,
        remaining_working_min: 480,
      },
    })
    return filed
  }
}

function workPart(city: City): PortalParts['work'] {
  const { dossiers } = city
  const byItem = (item: string): Tracking =>
    [...dossiers.values()].find((one) => one.tracking.item === item)!.tracking
  return {
    submit: submitter(city),
    async openByCode(_cx, code, secret) {
      if (code === linkedFiling.code && secret === 'LIENTHONG') return { item: 'filing', code, linked: true }
      const found = dossiers.get(code)
      return found?.secret === secret ? { item: found.tracking.item, code } : undefined
    },
    openByQr: async (_cx, token) =>
      token === 'thetoken' ? { item: runningDossier.item, code: runningDossier.code } : undefined,
    async openMine(_cx, by, code) {
      const found = dossiers.get(code)
      return by.id === tester.id && found ? { item: found.tracking.item, code } : undefined
    },
    openMember: async (_cx, code, filings) =>
      filings.includes('filing') && [linkedFiling.code, lateDossier.code].includes(code)
        ? { item: lateDossier.item, code: lateDossier.code }
        : undefined,
    async tracking(_cx, item, by) {
      const tracking = byItem(item)
      return { ...tracking, inside: by ? tracking.inside : null }
    },
    mine: async () =>
      [...dossiers.values()].map(({ tracking }) => ({
        code: tracking.code,
        procedure: tracking.procedure.name,
        status: tracking.status,
        filedAt: tracking.filedAt,
        answerBy: tracking.answerBy,
        appointment: tracking.appointment,
        late: (tracking.left_at_pause_min ?? 0) < 0,
        yourTurn: tracking.waiting !== null,
      })),
    async supplement(_cx, _by, item, version, parts) {
      city.supplements.push({ item, version, parts })
    },
    async withdraw(_cx, _by, item, _version, reason) {
      city.withdrawals.push(`${item} ${reason}`)
    },
    proof: async (_cx, item, by) => ({
      name: 'bang-chung.json',
      proof: { stream: item, entries: by ? ['with texts'] : [], unsealed: 0 },
    }),
    receipt: async (_cx, item) =>
      byItem(item).hasReceipt ? { name: 'giay-hen.pdf', bytes: Buffer.from('%PDF-1.4 test') } : undefined,
  }
}

const exampleSpec = {
  paths: {
    '/api/dossiers': {
      post: {
        tags: ['Dossiers'],
        summary: 'File a dossier',
        requestBody: {
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['procedure'],
                properties: { procedure: { type: 'string', description: 'Code of the procedure' } },
              },
              example: { procedure: '1.012753' },
            },
          },
        },
        responses: { '201': { description: 'Filed' }, '422': { description: 'Refused by field' } },
      },
    },
  },
}
