/** What calendar tests share: the packs of the repository and local instants of Viet Nam. */
import { Refusal } from '#kernel'
import { loadPacks } from '../load.ts'
import { parseInstant } from '../minutes.ts'
import type { Minute } from '../minutes.ts'
import { openCalendars } from '../open.ts'

export const packs = loadPacks()
export const calendars = openCalendars(packs)
export const hcmc = calendars.of('hcmc')

/** Minute of `2026-02-13T15:40`, Viet Nam time. */
export function at(local: string): Minute {
  return parseInstant(`${local}:00+07:00`, 'at')
}

/** For `assert.throws`: a refusal with that code and, where given, that field. */
export function refused(code: string, field?: string): (error: unknown) => boolean {
  return (error) =>
    error instanceof Refusal && error.code === code && (field === undefined || error.field === field)
}
