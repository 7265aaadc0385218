/** What a calendar pack may say. Anything else is refused by name. */
const text = { type: 'string', minLength: 1 }
const date = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' }
const evidence = { enum: ['verified', 'secondary', 'unverified'] }
const late = { enum: ['due', 'end_of_day'] }
const intervals = {
  type: 'array',
  minItems: 1,
  items: { type: 'string', pattern: '^([01]\\d|2[0-3]):[0-5]\\d-(([01]\\d|2[0-3]):[0-5]\\d|24:00)$' },
}

const object = (required: Record<string, unknown>, optional: Record<string, unknown> = {}): object => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(required),
  properties: { ...required, ...optional },
})

const notice = object(
  {
    id: { type: 'string', pattern: '^[a-z0-9][a-z0-9-]*$' },
    title_vi: text,
    title_en: text,
    status: { enum: ['issued', 'proposed'] },
    evidence,
    source: text,
  },
  { issued_on: date },
)

const day = object(
  { date, kind: { enum: ['off', 'work', 'hours'] }, name_vi: text, name_en: text, notice: text },
  { to: date, swapped_with: date, hours: intervals },
)

const notices = { type: 'array', items: notice }
const days = { type: 'array', items: day }

/** One year of days off in a country, with the notices that ordered them. */
export const daysOffSchema = object({
  kind: { const: 'days-off' },
  pack: text,
  zone: text,
  effective_from: date,
  effective_to: date,
  status: { enum: ['issued', 'provisional'] },
  citation: text,
  evidence,
  weekend: {
    type: 'array',
    uniqueItems: true,
    items: { enum: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] },
  },
  notices,
  days,
})

const hours = object(
  {
    unit_types: { type: 'array', minItems: 1, items: text },
    effective_from: date,
    evidence,
    citation: text,
    hours: object({ mon: intervals, tue: intervals, wed: intervals, thu: intervals, fri: intervals }),
    promised_close: { type: 'string', pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' },
  },
  { effective_to: date },
)

const opening = object(
  {
    unit_types: { type: 'array', minItems: 1, items: text },
    effective_from: date,
    evidence,
    citation: text,
    weekday: { enum: ['sat', 'sun'] },
    hours: intervals,
    counts_as_working_day: { type: 'boolean' },
  },
  { effective_to: date },
)

/** A city's office hours by unit type, its openings, its own days and its way of counting. */
export const officeHoursSchema = object({
  kind: { const: 'office-hours' },
  pack: text,
  extends: text,
  name_vi: text,
  name_en: text,
  zone: text,
  effective_from: date,
  citation: text,
  evidence,
  counting: object({
    citation: text,
    evidence,
    late_after: object({ hours: late, days: late }),
    after_supplement: { enum: ['resume', 'restart'] },
  }),
  office_hours: { type: 'array', minItems: 1, items: hours },
  openings: { type: 'array', items: opening },
  notices,
  days,
})

/** A notice that changes a pack, as an officer hands it in. */
export const orderSchema = object(
  { notice, days },
  { withdraws: { type: 'array', items: text }, status: { enum: ['issued', 'provisional'] } },
)
