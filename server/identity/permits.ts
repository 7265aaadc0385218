import type { PostRole } from '#people'

/** How far a permit reaches, each holding the one before. */
export const scopes = ['own', 'unit', 'subtree', 'city'] as const
/**
 * own: what lies with this person (an official's step, an applicant's dossier) · unit: the body of the post with its rooms ·
 * subtree: that body and everything below it · city: everything.
 */
export type Scope = (typeof scopes)[number]

export type Role = PostRole | 'applicant'

type Row = Partial<Record<Role, Scope>>

const headed = { 'unit-head': 'unit', 'deputy-head': 'unit' } as const satisfies Row
const led = { ...headed, leader: 'subtree' } as const satisfies Row
const handled = {
  'case-official': 'own',
  'unit-head': 'own',
  'deputy-head': 'own',
  leader: 'own',
} as const satisfies Row
const counter = { clerk: 'unit' } as const satisfies Row
const anyStaff = {
  clerk: 'city',
  'case-official': 'city',
  'unit-head': 'city',
  'deputy-head': 'city',
  leader: 'city',
  'city-office': 'city',
  'home-affairs': 'city',
  hotline: 'city',
  inspector: 'city',
  it: 'city',
  cashier: 'city',
} as const satisfies Row

/**
 * Who may do what, and how far: the one table. A cell that is missing is a refusal. `permits.cases.md` is the same table for
 * people to read and sign; a test compares the two cell by cell and tries every cell.
 */
export const permits = {
  // At the counter and on the applicant's side.
  'work.submit': { ...counter, applicant: 'own' },
  'work.accept': { ...counter },
  'work.refuse': { ...counter, ...headed },
  'work.request-supplement': { ...counter, ...handled },
  'work.approve-second-supplement': { ...led },
  'work.supplement': { ...counter, applicant: 'own' },
  'work.financial-duty': { ...counter, 'case-official': 'own', cashier: 'unit' },
  'work.pay': { ...counter, cashier: 'unit', applicant: 'own' },
  'work.return': { ...counter },
  'work.withdraw': { ...counter, applicant: 'own' },
  // While it is handled.
  'work.forward': { ...counter, ...led },
  'work.rework': { ...handled },
  'work.consult': { ...handled },
  'work.answer': { ...handled },
  'work.complete-step': { clerk: 'own', ...handled },
  'work.assign': { ...led },
  'work.take': {
    clerk: 'unit',
    'case-official': 'unit',
    'unit-head': 'unit',
    'deputy-head': 'unit',
    leader: 'subtree',
  },
  'work.release': { clerk: 'own', ...handled },
  'work.finish': { ...handled },
  'work.stop': { 'unit-head': 'unit', leader: 'subtree' },
  'work.extend': { 'unit-head': 'unit', leader: 'subtree' },
  // Reading.
  'work.read': {
    clerk: 'unit',
    'case-official': 'unit',
    'unit-head': 'subtree',
    'deputy-head': 'subtree',
    leader: 'subtree',
    'city-office': 'city',
    'home-affairs': 'city',
    hotline: 'city',
    inspector: 'city',
    cashier: 'unit',
    applicant: 'own',
  },
  'work.read-person': { clerk: 'unit', 'case-official': 'own', ...led, inspector: 'city', applicant: 'own' },
  // At the request of the person, once nothing of theirs is open.
  'work.erase-person': { 'city-office': 'city' },
  'work.print': {
    clerk: 'unit',
    'case-official': 'own',
    ...led,
    'city-office': 'city',
    cashier: 'unit',
    applicant: 'own',
  },
  // The installation.
  'people.read': { ...anyStaff },
  'people.edit': { 'home-affairs': 'city', it: 'city' },
  'catalogue.read': { ...anyStaff, applicant: 'city' },
  'catalogue.edit': { 'city-office': 'city' },
  'catalogue.publish': { 'city-office': 'city' },
  'calendar.apply-notice': { 'city-office': 'city', 'home-affairs': 'city' },
  'identity.manage': { it: 'city' },
  'identity.read-log': { inspector: 'city', it: 'city' },
  'rules.edit': { 'home-affairs': 'city', 'city-office': 'city' },
} as const satisfies Record<string, Row>

export type Verb = keyof typeof permits

export const verbs = Object.keys(permits) as Verb[]

/** How far a role's permit for a verb reaches; undefined: not at all. */
export const scopeOf = (verb: Verb, role: Role): Scope | undefined => (permits[verb] as Row)[role]

export const isVerb = (text: string): text is Verb => Object.hasOwn(permits, text)
