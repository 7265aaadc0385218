import { Worker } from 'node:worker_threads'
import { Refusal } from '#kernel'
import type { PaperData, PaperKind } from './paper.ts'

export interface Order {
  id: number
  kind: PaperKind
  data: PaperData[PaperKind]
}

export type Answer = { id: number; bytes: Uint8Array<ArrayBuffer> } | { id: number; error: string }

interface Wish extends Order {
  resolve: (bytes: Uint8Array) => void
  reject: (error: Error) => void
}

/** More than this waiting means minutes of drawing: better to say so than to let the queue grow. */
const mostWaiting = 200
/** For one paper, once its turn has come. */
const timeout_ms = 30_000
const idle_ms = 60_000

let worker: Worker | undefined
let idle: NodeJS.Timeout | undefined
let lastId = 0
let current: { wish: Wish; timer: NodeJS.Timeout } | undefined
const waiting: Wish[] = []

/**
 * Draws a paper as PDF in a worker thread, about 160 ms each, one after the other; the thread ends when idle for a minute.
 * Refuses with `PrinterBusy` when more than 200 are waiting.
 */
export function renderPaper<K extends PaperKind>(kind: K, data: PaperData[K]): Promise<Uint8Array> {
  if (waiting.length >= mostWaiting) return Promise.reject(busy())
  return new Promise((resolve, reject) => {
    waiting.push({ id: ++lastId, kind, data, resolve, reject })
    next()
  })
}

function next(): void {
  if (current) return
  const wish = waiting.shift()
  if (!wish) return rest()
  clearTimeout(idle)
  const timer = setTimeout(
    () => lose(new Error(`drawing paper ${wish.kind} took more than ${timeout_ms / 1000} s`)),
    timeout_ms,
  )
  current = { wish, timer }
  worker ??= start()
  // A thread with work keeps the process alive; an idle one does not.
  worker.ref()
  const { id, kind, data } = wish
  worker.postMessage({ id, kind, data } satisfies Order)
}

function start(): Worker {
  const made = new Worker(new URL('./worker.ts', import.meta.url))
  made.on('message', (answer: Answer) => settle(answer))
  made.on('error', (error) => made === worker && lose(error as Error))
  made.on('exit', () => made === worker && lose(new Error('the drawing thread ended')))
  return made
}

function settle(answer: Answer): void {
  const done = take(answer.id)
  if ('bytes' in answer) done?.resolve(answer.bytes)
  else done?.reject(new Error(`the paper could not be drawn: ${answer.error}`))
  next()
}

/** A thread that hangs or breaks is ended; only the paper it was drawing is lost, the next one starts a new thread. */
function lose(error: Error): void {
  end()
  take(current?.wish.id)?.reject(error)
  next()
}

function take(id: number | undefined): Wish | undefined {
  if (!current || current.wish.id !== id) return undefined
  const { wish, timer } = current
  clearTimeout(timer)
  current = undefined
  return wish
}

function rest(): void {
  worker?.unref()
  clearTimeout(idle)
  idle = setTimeout(end, idle_ms).unref()
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
