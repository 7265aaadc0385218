import type { Texts } from '../words/language.ts'

/** Shapes of the REST API as the console reads them: those of its description, and two of our own. */
export type {
  ActAnswer,
  ActName,
  BarPart,
  Duty,
  Erased,
  ErasurePlan,
  Evidence,
  FiledDossier,
  FileView,
  HistoryLine,
  ItemKind,
  ItemRow,
  ItemView,
  LinkedFiled,
  LinkedMember,
  LinkedSetView,
  LinkedView,
  Me,
  OutboxMessage,
  OwnerKind,
  PartView,
  PauseView,
  PersonRef,
  StatusView,
  StepView,
  StoryLine,
  TimePart,
  TimeView,
  TodayRow,
  TodayView,
  UnitLoad,
  UnitRef,
  UnitView,
} from './generated.ts'

export type Said = Texts | string

export interface Page<Row> {
  rows: Row[]
  next: string | null
  total?: number
}
