import { Worker } from 'node:worker_threads'
import { Refusal } from '#kernel'
import type { PaperData, PaperKind } from './paper.ts'

export interface Order {
  id: number
  kind: PaperKind
  data: PaperData[PaperKind]
}

export type Answer = { id: number; bytes: Uint8Array<ArrayBuffer> } | { id: number; error: string }

interface Waiting {
  resolve: (bytes: Uint8Array) => void
  reject: (error: Error) => void
  timer: NodeJS.Timeout
}

/** More than this waiting means minutes of drawing: better to say so than to let the queue grow. */
const mostWaiting = 200
const timeout_ms = 30_000
const idle_ms = 60_000

let worker: Worker | undefined
let idle: NodeJS.Timeout | undefined
let lastId = 0
const waiting = new Map<number, Waiting>()

/**
 * Draws a paper as PDF in a worker thread, about 160 ms each, one after the other; the thread ends when idle for a minute.
 * Refuses with `PrinterBusy` when more than 200 are waiting.
 */
export function renderPaper<K extends PaperKind>(kind: K, data: PaperData[K]): Promise<Uint8Array> {
  if (waiting.size >= mostWaiting) return Promise.reject(busy())
  const id = ++lastId
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => fail(new Error(`drawing paper ${kind} took more than ${timeout_ms / 1000} s`)),
      timeout_ms,
    )
    waiting.set(id, { resolve, reject, timer })
    clearTimeout(idle)
    worker ??= start()
    // A thread with work keeps the process alive; an idle one does not.
    worker.ref()
    worker.postMessage({ id, kind, data } satisfies Order)
  })
}

function start(): Worker {
  const made = new Worker(new URL('./worker.ts', import.meta.url))
  made.on('message', settle)
  made.on('error', (error) => made === worker && fail(error as Error))
  made.on('exit', () => made === worker && fail(new Error('the drawing thread ended')))
  return made
}

function settle(answer: Answer): void {
  const one = waiting.get(answer.id)
  if (!one) return
  waiting.delete(answer.id)
  clearTimeout(one.timer)
  if ('bytes' in answer) one.resolve(answer.bytes)
  else one.reject(new Error(`the paper could not be drawn: ${answer.error}`))
  if (waiting.size > 0) return
  worker?.unref()
  idle = setTimeout(end, idle_ms).unref()
}

/** A thread that hangs or breaks is ended, and everybody who waits for it is told; the next paper starts a new one. */
function fail(error: Error): void {
  end()
  for (const one of waiting.values()) {
    clearTimeout(one.timer)
    one.reject(error)
  }
  waiting.clear()
}

function end(): void {
  const ended = worker
  worker = undefined
  void ended?.terminate()
}

const busy = (): Refusal =>
  new Refusal(
    'PrinterBusy',
    {
      vi: 'Đang có quá nhiều giấy tờ chờ in. Hãy thử lại sau một phút.',
      en: 'Too many papers are waiting to be drawn. Try again in a minute.',
    },
    { kind: 'unavailable' },
  )
