/** The register of procedures: what can be asked for, in which version on which date, and by which internal process. */
export type {
  Allow,
  AllowUnit,
  Channel,
  ChannelTerms,
  Cited,
  Competent,
  Draft,
  DraftBody,
  Evidence,
  Fee,
  Level,
  Next,
  OnlineLevel,
  Outcome,
  Part,
  PostRole,
  Problem,
  ProcedureBody,
  ProcedureVersion,
  Process,
  ProcessStep,
  Source,
  StepDuty,
  StepKind,
  StepPlace,
  Subject,
} from './types.ts'
export { findVersion, getVersion, inForce } from './versions.ts'
export { foldedForm } from './names.ts'
export {
  fieldsInForce,
  searchProcedures,
  type ProcedureCard,
  type ProcedurePage,
  type ProcedureQuery,
} from './search.ts'
export { discardDraft, findDraft, saveDraft, saveDrafts } from './draft.ts'
export { publish, publishAll, PublicationRefused } from './publish.ts'
export { expire } from './expire.ts'
export { importProcedures, type ImportReport } from './import.ts'
export { importProceduresCommand } from './import-command.ts'
export { findProceduresCommand } from './find-command.ts'
export { seedProcedures } from './seed.ts'
export { readOwnProcedures } from './own-format.ts'
export { routes, type CatalogueParts } from './routes.ts'
export { BpmnRefused, readBpmn } from './bpmn-read.ts'
export { writeBpmn } from './bpmn-write.ts'
export { apiNotes } from './examples.ts'
