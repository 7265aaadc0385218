import { Readable } from 'node:stream'
import { getFiles, largestFile_bytes, type Documents } from '#documents'
import type { FilesPart } from '../ports.ts'

/** Files as the portal takes them: whole through a form, or claimed after a script has uploaded them in pieces. */
export const filesPart = (documents: Documents): FilesPart => ({
  store: async (cx, owner, file) => {
    documents.pace.take(owner, undefined, cx.now)
    const kept = await documents.storeFile(cx, {
      name: file.name,
      stream: Readable.from([Buffer.from(file.bytes)]),
      owner,
    })
    return { id: kept.id, name: kept.name, bytes: kept.bytes }
  },
  claim: async (cx, owner, id) => {
    const [file] = await getFiles(cx.db, cx.keys, [id], { uploader: owner })
    return file && { id: file.id, name: file.name, bytes: file.bytes }
  },
  limit: { bytes: largestFile_bytes, kinds: 'PDF, JPEG, PNG, DOCX, XLSX' },
  resumable: '/api/uploads',
})
