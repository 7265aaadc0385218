import { Type, type Static } from 'typebox'
import { notFound, type HttpServer } from '#kernel'
import { membersOf, searchStaff, today, unitKinds, type UnitKind, type UnitsOn } from '#people'
import { contextOf, requireActor, type Identity } from './authenticate.ts'
import { permit } from './permit.ts'
import { texts } from './schemas.ts'

const tags = ['people']
const strict = { additionalProperties: false }
const unitView = Type.Object(
  {
    code: Type.String({ examples: ['H29.26740'] }),
    parent: Type.Union([Type.String(), Type.Null()]),
    kind: Type.Unsafe<UnitKind>({ type: 'string', enum: [...unitKinds] }),
    name: texts,
    adminCode: Type.Union([Type.String(), Type.Null()]),
  },
  { title: 'UnitView' },
)
const unitsAnswer = Type.Object({ date: Type.String({ format: 'date' }), units: Type.Array(unitView) })
const peopleAnswer = Type.Object({
  people: Type.Array(
    Type.Object({
      id: Type.String({ format: 'uuid' }),
      name: Type.String(),
      posts: Type.Array(Type.Object({ id: Type.String(), unit: Type.String(), role: Type.String() })),
    }),
  ),
})
const dateQuery = Type.Object({ on: Type.Optional(Type.String({ format: 'date' })) }, strict)
const codeParams = Type.Object({ code: Type.String({ maxLength: 35 }) }, strict)
const nameQuery = Type.Object(
  { q: Type.String({ minLength: 2, maxLength: 100, examples: ['nguyen thi ma'] }) },
  strict,
)

/** Who there is: units are public, the people in them are for officials. */
export function peopleRoutes(app: HttpServer, identity: Identity): void {
  const { parts } = identity
  app.get(
    '/api/units',
    {
      schema: {
        tags,
        summary: 'Các đơn vị của thành phố / The units of the city',
        querystring: dateQuery,
        response: { 200: unitsAnswer },
      },
    },
    (request) => {
      const date = request.query.on ?? today(request.now)
      return { date, units: unitsOf(parts.units.at(date)) }
    },
  )

  app.get(
    '/api/units/:code/people',
    {
      schema: {
        tags,
        summary: 'Những người trong một đơn vị / The people of a unit',
        params: codeParams,
        response: { 200: peopleAnswer },
      },
    },
    async (request) => {
      const units = parts.units.at(today(request.now))
      permit(requireActor(request), 'people.read', { unit: request.params.code }, units)
      if (!units.find(request.params.code)) throw notFound({ vi: 'đơn vị này', en: 'This unit' })
      const people = await membersOf(
        contextOf(request, parts),
        units.household(request.params.code),
        units.date,
      )
      return { people }
    },
  )

  app.get(
    '/api/staff',
    {
      schema: {
        tags,
        summary: 'Tìm cán bộ theo tên / Find an official by name',
        querystring: nameQuery,
        response: { 200: peopleAnswer },
      },
    },
    async (request) => {
      const date = today(request.now)
      permit(requireActor(request), 'people.read', {}, parts.units.at(date))
      return { people: await searchStaff(contextOf(request, parts), request.query.q, date) }
    },
  )
}

/** A thousand units are the same for everybody until something changes, so the answer is made once per snapshot. */
const views = new WeakMap<UnitsOn, Static<typeof unitsAnswer>['units']>()

function unitsOf(on: UnitsOn): Static<typeof unitsAnswer>['units'] {
  const known = views.get(on)
  if (known) return known
  const made = on
    .all()
    .map(({ code, parent, kind, name, adminCode }) => ({ code, parent, kind, name, adminCode }))
  views.set(on, made)
  return made
}
