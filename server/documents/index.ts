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
