import type { Texts } from '../words/language.ts'
import type { ProcedureRow as Row, ProcedureView as Published } from './generated.ts'

/** Procedures as the console reads them: parts of what the API's description says. */
export type ProcedureStep = Pick<
  Published['process']['steps'][number],
  'key' | 'name' | 'kind' | 'role' | 'allow' | 'next'
>
export type ProcedureChannel = Published['channels'][number]
export type Allow = ProcedureChannel['allow']

/** A row of the search; a linked set stands among them as a procedure does, and knows less of itself. */
export type ProcedureRow = Omit<Row, 'fieldName' | 'place' | 'why' | 'allow'> &
  Partial<Pick<Row, 'fieldName' | 'place' | 'why' | 'allow'>>

export type ProcedurePart = Omit<Published['parts'][number], 'digitalSource'> & {
  /** The member of a linked set that asks for it; the console puts it in where several are filed at once. */
  of?: Texts
}

export type ProcedureView = Pick<
  Published,
  | 'code'
  | 'version'
  | 'name'
  | 'field'
  | 'levels'
  | 'onlineLevel'
  | 'sameDay'
  | 'channels'
  | 'subjects'
  | 'result'
  | 'financialDuty'
  | 'competent'
> & { parts: ProcedurePart[]; process: { steps: ProcedureStep[] } }
