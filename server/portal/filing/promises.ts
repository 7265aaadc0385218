/** What is promised once it is accepted, procedure by procedure, for the pages before and after sending. Pure. */
import type { Page } from '../page.ts'
import type { Matter } from './matter.ts'

export interface Promised {
  /** Null where only one procedure is filed. */
  name: string | null
  allow: string
  /** Names of the procedures whose results it needs; empty when it begins at once. */
  after: string
}

export const promisesOf = (page: Page, matter: Matter): Promised[] =>
  matter.procedures.map(({ procedure, after }) => {
    const promise = procedure.channels.find((one) => one.channel === 'online') ?? procedure.channels[0]
    return {
      name: matter.set === null ? null : page.pick(procedure.name),
      allow: promise ? page.format.allow(promise.allow) : '',
      after: after.map((name) => page.pick(name)).join('; '),
    }
  })
