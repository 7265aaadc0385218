/** The citizen's portal: pages rendered on the server, which work with scripts off. */
export { portalRoutes, refusalPage } from './routes.ts'
export { buildPortal } from './build.ts'
export { eraseDrafts } from './filing/draft.ts'
export type * from './ports.ts'
export { portalParts } from './wiring/index.ts'
