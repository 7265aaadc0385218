import type { TodayRow, TodayView } from '../../api/types.ts'
import { localDay } from '../../words/dates.ts'

export type GroupName = 'late' | 'soon' | 'today' | 'queue' | 'coming' | 'paused'

export interface Group {
  name: GroupName
  rows: TodayRow[]
  /** For `soon`: the instant before which all of it is due. */
  before: string | null
}

const order: readonly GroupName[] = ['late', 'soon', 'today', 'queue', 'coming', 'paused']

/** Within this much working time a job is "soon" and stands in a group of its own. */
const soon_min = 120

/** When a row becomes late: the step's end, else the time to answer by, else the appointment. */
export const dueOf = (row: TodayRow): string | null =>
  row.step?.dueAt ?? row.item.answerBy ?? row.item.appointment

export function isPaused(row: TodayRow): boolean {
  return row.step?.state === 'paused' || row.item.status.code === 5 || row.item.status.code === 6
}

function groupOf(row: TodayRow, now: string): GroupName {
  if (isPaused(row)) return 'paused'
  if (row.step !== null && row.step.person === null) return 'queue'
  const left = row.remaining_working_min
  const due = dueOf(row)
  if ((left !== null && left < 0) || (left === null && due !== null && due < now)) return 'late'
  if (due === null || localDay(due) !== localDay(now)) return 'coming'
  return left !== null && left <= soon_min ? 'soon' : 'today'
}

/** The rows in the order in which they become late, cut into groups; empty groups are left out. */
export function groupRows(view: Pick<TodayView, 'rows' | 'now'>): Group[] {
  const rows = view.rows.toSorted(byLateness)
  return order
    .map((name): Group => {
      const own = rows.filter((row) => groupOf(row, view.now) === name)
      return { name, rows: own, before: name === 'soon' ? latestDue(own) : null }
    })
    .filter((group) => group.rows.length > 0)
}

function byLateness(a: TodayRow, b: TodayRow): number {
  const dueA = dueOf(a) ?? '9999'
  const dueB = dueOf(b) ?? '9999'
  return dueA < dueB ? -1 : dueA > dueB ? 1 : 0
}

function latestDue(rows: readonly TodayRow[]): string | null {
  return rows.reduce<string | null>((latest, row) => {
    const due = dueOf(row)
    return due !== null && (latest === null || due > latest) ? due : latest
  }, null)
}

/** Jobs that are late or end today: the figure beside Today in the rail and in its title. */
export function dueTodayCount(view: Pick<TodayView, 'rows' | 'now'>): number {
  return groupRows(view)
    .filter((group) => group.name === 'late' || group.name === 'soon' || group.name === 'today')
    .reduce((sum, group) => sum + group.rows.length, 0)
}
