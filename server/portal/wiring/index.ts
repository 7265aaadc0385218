import type { Documents } from '#documents'
import type { Identity } from '#identity'
import type { Config, HttpServer, Texts } from '#kernel'
import { readCity } from '#people'
import type { Office } from '#work'
import type { PortalParts } from '../ports.ts'
import { cataloguePart } from './catalogue.ts'
import { filesPart } from './files.ts'
import { linkedPart } from './linked-sets.ts'
import { officesPart } from './offices.ts'
import { knowApplicant, signInPart } from './sign-in.ts'
import { workPart } from './work.ts'

export interface PortalNeeds {
  http: HttpServer
  identity: Identity
  office: Office
  documents: Documents
  config: Config
  /** Where citizens begin to sign in, or null when this installation has no provider. */
  signInStart: string | null
}

/** The portal's ports, each joined to the context that answers it. */
export function portalParts(needs: PortalNeeds): PortalParts {
  const { http, identity, office, documents, config } = needs
  const name: Texts = readCity(config.city).name
  http.addHook('onRequest', (request) => knowApplicant(request, identity))
  const catalogue = cataloguePart(office.db)
  return {
    db: office.db,
    keys: office.keys,
    zone: 'Asia/Ho_Chi_Minh',
    secure: config.publicUrl.startsWith('https:') || new URL(config.publicUrl).hostname === 'localhost',
    publicUrl: config.publicUrl,
    city: name,
    hotline: null,
    catalogue,
    offices: officesPart(office.tree),
    work: workPart(office),
    linked: linkedPart(office, catalogue),
    files: filesPart(documents),
    signIn: signInPart(identity, needs.signInStart),
    openapi: async () => http.swagger(),
  }
}
