import { Type } from 'typebox'
import { NotPermitted, requireActor } from '#identity'
import { Refusal, errorShape, keyedHash, namedUuid, type HttpServer, type KeyRing } from '#kernel'
import { submit, type Office } from '#work'
import { filingOf, nationalFiling, nationally } from './inbound.ts'

/** Filings from the National Public Service Portal, by the token of a service. */
export function nationalRoutes(app: HttpServer, office: Office): void {
  app.post(
    '/api/national/dossiers',
    {
      schema: {
        tags: ['exchange'],
        summary: 'Nhận hồ sơ từ Cổng Dịch vụ công quốc gia / Take in a dossier from the national portal',
        description: 'Idempotent by MaHoSo: the same MaHoSo with the same content is the same dossier.',
        body: nationalFiling,
        response: {
          201: Type.Object({ MaHoSo: Type.String(), TrangThaiHoSo: Type.String(), id: Type.String() }),
          '4xx': errorShape,
        },
      },
    },
    async (request, reply) => {
      const actor = requireActor(request)
      // Only a system brings codes of its own; people's dossiers get theirs here.
      if (actor.kind !== 'service') throw new NotPermitted('work.submit')
      const code = request.body.MaHoSo.trim().toUpperCase()
      try {
        const filed = await submit(office, {
          actor,
          now: request.now,
          key: keyOf(office.keys, code),
          filing: filingOf(request.body, request.now),
          coded: { origin: 'national', code },
        })
        return await reply.code(201).send({ MaHoSo: filed.code, TrangThaiHoSo: '1', id: filed.id })
      } catch (error) {
        throw error instanceof Refusal ? nationally(error) : error
      }
    },
  )
}

/** Keyed, so that nobody outside can guess it and file something else under it first. */
const keyOf = (keys: KeyRing, code: string): string =>
  namedUuid(`national/${keyedHash(keys, 'national-filing', code).toString('hex')}`)
