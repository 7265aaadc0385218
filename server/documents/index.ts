export { openDocuments, type Documents } from './documents.ts'
export { acceptedTypes, largestFile_bytes } from './accepted.ts'
export { filesOfItem, getFiles, type FileInfo, type FileState } from './files.ts'
export { linkFiles, type FilesNamed } from './links.ts'
export { tendTask } from './erase-files.ts'
export { attachment, downloadHeaders, routes, type DocumentParts } from './routes.ts'
export type { StoreFile } from './store-file.ts'
export { qrPng, qrSvg } from './qr.ts'
export { renderPaper } from './paper/render.ts'
export type {
  Heading,
  Lang,
  LocalMoment,
  Paper01,
  Paper02,
  Paper03,
  PaperData,
  PaperKind,
} from './paper/paper.ts'
export { apiNotes, namedFileRefusals } from './examples.ts'
