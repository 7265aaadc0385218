import { csrfHeader, OfflineError } from './client.ts'

/** Sends a file in pieces by the tus protocol 1.0: a cut line goes on where it stopped, and the desk sees how far it is. */
const piece_bytes = 1_048_576
const triesMost = 4

const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)))

export async function uploadFile(file: File, onProgress: (percent: number) => void): Promise<string> {
  const place = await begin(file)
  let sent = 0
  let failures = 0
  while (sent < file.size) {
    try {
      sent = await sendPiece(place, file, sent)
      failures = 0
      onProgress(Math.round((sent / file.size) * 100))
    } catch (error) {
      failures += 1
      if (failures >= triesMost) throw error
      sent = await sentSoFar(place, sent)
    }
  }
  const id = place.split('/').at(-1)
  if (!id) throw new Error('the upload has no id')
  return id
}

async function begin(file: File): Promise<string> {
  const response = await reach('/api/uploads', {
    method: 'POST',
    headers: {
      ...csrfHeader(),
      'tus-resumable': '1.0.0',
      'upload-length': String(file.size),
      'upload-metadata': `filename ${base64(file.name)}`,
    },
  })
  const place = response.headers.get('location')
  if (response.status !== 201 || place === null) throw new Error(`the upload was refused: ${response.status}`)
  return new URL(place, location.href).pathname
}

async function sendPiece(place: string, file: File, from: number): Promise<number> {
  const response = await reach(place, {
    method: 'PATCH',
    headers: {
      ...csrfHeader(),
      'tus-resumable': '1.0.0',
      'upload-offset': String(from),
      'content-type': 'application/offset+octet-stream',
    },
    body: file.slice(from, from + piece_bytes),
  })
  if (!response.ok) throw new Error(`the piece was refused: ${response.status}`)
  return Number(response.headers.get('upload-offset') ?? from + piece_bytes)
}

async function sentSoFar(place: string, believed: number): Promise<number> {
  const response = await reach(place, {
    method: 'HEAD',
    headers: { ...csrfHeader(), 'tus-resumable': '1.0.0' },
  })
  return Number(response.headers.get('upload-offset') ?? believed)
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { credentials: 'same-origin', ...init })
  } catch {
    throw new OfflineError()
  }
}
