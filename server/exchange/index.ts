export { nationalRoutes } from './national-portal/routes.ts'
export { nationalView, type NationalView } from './national-portal/outward.ts'
export { apiNotes } from './national-portal/examples.ts'
