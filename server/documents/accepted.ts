import { fileTypeFromFile } from 'file-type'
import { invalid, Refusal } from '#kernel'

/** Kinds of file an office takes in: the media type told from the content, and the name endings that go with it. */
export interface AcceptedType {
  type: string
  endings: readonly string[]
}

export const acceptedTypes: readonly AcceptedType[] = [
  { type: 'application/pdf', endings: ['pdf'] },
  { type: 'image/jpeg', endings: ['jpg', 'jpeg'] },
  { type: 'image/png', endings: ['png'] },
  { type: 'image/webp', endings: ['webp'] },
  { type: 'image/heic', endings: ['heic'] },
  { type: 'image/tiff', endings: ['tif', 'tiff'] },
  { type: 'image/vnd.dwg', endings: ['dwg'] },
  { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', endings: ['docx'] },
  { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', endings: ['xlsx'] },
  { type: 'application/vnd.oasis.opendocument.text', endings: ['odt'] },
  { type: 'application/vnd.oasis.opendocument.spreadsheet', endings: ['ods'] },
  { type: 'application/xml', endings: ['xml'] },
]

/** Technical ceiling for one file, 100 MiB: a set of scanned drawings fits, a film does not. */
export const largestFile_bytes = 100 * 1024 * 1024

const known = acceptedTypes.flatMap((one) => one.endings).join(', ')

/**
 * The media type of a file on disk, by its content. Refuses with `FileTypeNotAccepted` what is none of the accepted kinds, and with
 * `FileTypeLies` a file whose name promises another kind than its content is.
 */
export async function typeByContent(path: string, name: string): Promise<string> {
  const found = await fileTypeFromFile(path)
  const accepted = acceptedTypes.find((one) => one.type === found?.mime)
  const ending = endingOf(name)
  if (!accepted) {
    throw typeNotAccepted(name)
  }
  if (!accepted.endings.includes(ending)) {
    throw typeLies(name, accepted.endings[0]!)
  }
  return accepted.type
}

const endingOf = (name: string): string => (/\.([^.]+)$/.exec(name)?.[1] ?? '').toLowerCase()

const control = /[\p{Cc}\p{Cf}\u2028\u2029]/gu

/** The last part of a path, composed letters, without control and direction marks, at most 200 letters with its ending kept. */
export function cleanName(raw: string): string {
  const last = raw.normalize('NFC').replaceAll(control, '').split(/[/\\]/).at(-1)!.trim()
  if (last === '' || last === '.' || last === '..') {
    throw invalid('name', { vi: 'Tệp cần có tên.', en: 'The file needs a name.' })
  }
  const ending = /\.[^.]{1,10}$/.exec(last)?.[0] ?? ''
  return last.length <= 200 ? last : `${last.slice(0, 200 - ending.length)}${ending}`
}

export const fileTooLarge = (): Refusal =>
  new Refusal(
    'FileTooLarge',
    {
      vi: `Mỗi tệp tối đa ${largestFile_bytes / 1_048_576} MB. Hãy chia nhỏ hoặc giảm độ phân giải rồi gửi lại.`,
      en: `A file may have at most ${largestFile_bytes / 1_048_576} MB. Split it or lower its resolution and send it again.`,
    },
    { kind: 'too-large', field: 'file', facts: { most_bytes: largestFile_bytes } },
  )

export const typeNotAccepted = (name: string): Refusal =>
  invalid(
    'file',
    {
      vi: `Không nhận loại tệp của "${name}". Các loại được nhận: ${known}.`,
      en: `The kind of file of "${name}" is not accepted. Accepted kinds: ${known}.`,
    },
    'FileTypeNotAccepted',
  )

export const typeLies = (name: string, kind: string): Refusal =>
  invalid(
    'file',
    {
      vi: `Tên tệp "${name}" không khớp với nội dung: nội dung là ${kind}. Hãy lưu lại tệp đúng định dạng rồi gửi lại.`,
      en: `The name "${name}" does not match the content, which is ${kind}. Save the file in its true format and send it again.`,
    },
    'FileTypeLies',
  )
