/** Live read models. With this issue: the live line of positions. */
export { liveRoutes } from './live.ts'
export { apiNotes } from './examples.ts'
