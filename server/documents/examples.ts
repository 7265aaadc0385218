import { Type } from 'typebox'
import type { ApiNotes } from '#kernel'
import { fileTooLarge, typeLies, typeNotAccepted } from './accepted.ts'
import { erasedFile, ofAnother, refusedFile, unknownFile } from './files.ts'
import { infected } from './finish.ts'
import { TooManyUploads } from './pace.ts'
import { fileRefused, fileWaiting } from './routes.ts'

const orNullText = Type.Union([Type.String(), Type.Null()])
const about = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    name: Type.String(),
    bytes: Type.Integer(),
    type: Type.String(),
    sha256: Type.String(),
    state: Type.String({ enum: ['uploaded', 'clean', 'refused'] }),
    scannedBy: Type.String({
      description: 'none: no scanner is set up here; waiting: it has not answered yet',
    }),
    item: orNullText,
    createdAt: Type.String({ format: 'date-time' }),
    erasedAt: orNullText,
  },
  { title: 'FileView' },
)
const kinds = [
  typeNotAccepted('virus.exe'),
  typeLies('scan.pdf', 'jpg'),
  fileTooLarge(),
  infected('scan.pdf', 'Eicar'),
]

/** Refusals of any act that names files. */
export const namedFileRefusals = [unknownFile(), ofAnother(), refusedFile()]

/** Files in the description of the API. Uploads speak tus 1.0 (https://tus.io): what they send and answer lies in headers. */
export const apiNotes: ApiNotes = {
  'GET /api/files/:id': {
    summary: 'A file, as a download',
    mime: 'application/octet-stream',
    refuses: [fileRefused(), fileWaiting(), erasedFile()],
  },
  'GET /api/files/:id/about': {
    summary: 'Name, kind, size and checksum of a file',
    shape: about,
    answers: {
      id: '01a2046b-7906-7a09-9176-1283cbd1fb2c',
      name: 'giay-chung-sinh.pdf',
      bytes: 182_044,
      type: 'application/pdf',
      sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      state: 'uploaded',
      scannedBy: 'none',
      item: null,
      createdAt: '2026-11-20T03:00:00.000Z',
      erasedAt: null,
    },
  },
  'POST /api/uploads': {
    summary:
      'Begin an upload (tus): headers Upload-Length and Upload-Metadata: filename; answers its Location',
    refuses: [...kinds, new TooManyUploads(2)],
  },
  'OPTIONS /api/uploads': { summary: 'What this tus server can do' },
  'HEAD /api/uploads/:id': { summary: 'How many bytes have come: header Upload-Offset' },
  'PATCH /api/uploads/:id': {
    summary: 'The next bytes: header Upload-Offset, body application/offset+octet-stream',
    refuses: kinds,
  },
  'DELETE /api/uploads/:id': { summary: 'Give an upload up' },
  'OPTIONS /api/uploads/:id': { summary: 'What this tus server can do' },
}
