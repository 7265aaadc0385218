import type { HttpServer } from '#kernel'
import { draftRoutes, publicationRoutes } from './edit-routes.ts'
import { processRoutes } from './process-routes.ts'
import { publicRoutes } from './public-routes.ts'
import type { CatalogueParts } from './route-parts.ts'

export type { CatalogueParts }

/** Reading is open to everybody for versions in force; drafts and acts need `catalogue.edit` or `catalogue.publish`. */
export function routes(app: HttpServer, parts: CatalogueParts): void {
  publicRoutes(app, parts)
  draftRoutes(app, parts)
  publicationRoutes(app, parts)
  processRoutes(app, parts)
}
