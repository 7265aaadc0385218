export {
  NotDelivered,
  outbox,
  outboxOnly,
  webhook,
  type Adapter,
  type Adapters,
  type Outgoing,
} from './adapters.ts'
export type { Contact, FactsOf, NoticeChannel, NoticeFacts } from './facts.ts'
export { noticesOnWork, sendTask, type NoticeParts } from './on-work.ts'
export { routes, type NotificationParts } from './routes.ts'
export type { NoticeView } from './views.ts'
export { apiNotes } from './examples.ts'
export { sending, type SendParts } from './send.ts'
