import { parentPort } from 'node:worker_threads'
import { draw } from './draw.ts'
import type { Answer, Order } from './render.ts'

if (!parentPort) throw new Error('worker.ts runs as a worker thread only')
const port = parentPort

port.on('message', (order: Order) => {
  void draw(order.kind, order.data as never).then(
    (bytes) => answer({ id: order.id, bytes: new Uint8Array(bytes) }),
    (error: unknown) =>
      answer({ id: order.id, error: error instanceof Error ? error.message : String(error) }),
  )
})

function answer(message: Answer): void {
  port.postMessage(message, 'bytes' in message ? [message.bytes.buffer as ArrayBuffer] : [])
}
