import type { ApiNotes } from '#kernel'
import { noSuchDay } from './routes.ts'

const hash = (digit: string): string => digit.repeat(64)
const anchor = {
  block: 7,
  from: 1901,
  to: 1924,
  leaves: 24,
  root: hash('a'),
  previous: hash('b'),
  sealedAt: '2026-11-23T01:00:05.000Z',
  hash: hash('c'),
}
const stream = '01a2046b-7906-71bc-823e-8c4a409c8094'

/** A proof as it is downloaded. */
export const exampleProof = {
  stream,
  entries: [
    {
      stream,
      seq: 1,
      body: `{"actor":"…","at":"2026-11-23T01:00:01.000Z","data":{},"seq":1,"stream":"${stream}","type":"dossier.submitted","v":1}`,
      previous: hash('0'),
      hash: hash('d'),
      position: 1911,
      block: anchor,
      path: [hash('e'), hash('f')],
    },
  ],
  unsealed: 0,
}

/** The ledger's public hashes in the description of the API. */
export const apiNotes: ApiNotes = {
  'GET /api/ledger/days/:day': {
    guests: true,
    answers: {
      day: '2026-11-23',
      ended: true,
      root: hash('9'),
      blocks: 212,
      from_position: 1801,
      to_position: 6044,
    },
    refuses: [noSuchDay()],
  },
  'GET /api/ledger/days/:day/anchors.jsonl': {
    guests: true,
    mime: 'application/jsonl',
    answers: `${JSON.stringify(anchor)}\n`,
    refuses: [noSuchDay()],
  },
}
