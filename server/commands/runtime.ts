import { watchChanges } from '#identity'
import type { Clock } from '#kernel'
import { runSubscriptions, startListener, startSealer, startSequencer, type Log } from '#ledger'
import { openApp, type App } from '../app.ts'
import type { Installation } from './installation.ts'
import { startBackground } from './background.ts'

/** A city that runs: the server that listens and everything that works behind it. */
export interface Runtime {
  app: App
  address: string
  stop(): Promise<void>
}

export interface RuntimeOptions {
  clock: Clock
  log: Log
  /** The processes behind the server; a bench may leave them out to measure without. */
  background?: boolean
}

/** Starts everything in the order in which it is needed, and stops it in the opposite one. */
export async function startRuntime(installation: Installation, options: RuntimeOptions): Promise<Runtime> {
  const { config, db, keys } = installation
  const { clock, log } = options
  const stops: (() => Promise<unknown>)[] = []
  const stop = async (): Promise<void> => {
    for (const one of stops.toReversed()) await one()
  }
  try {
    const listener = startListener({ db, log })
    stops.push(() => listener.stop())
    const app = await openApp({ config, db, keys, clock, listener })
    const unwatch = watchChanges(app.identity, { log, onPosts: () => app.office.staffing.forget() })
    stops.push(() => Promise.resolve(unwatch()))
    if (options.background !== false) {
      const sequencer = startSequencer({ db, log, every_ms: config.tickMs })
      stops.push(() => sequencer.stop())
      const sealer = startSealer({
        db,
        log,
        every_ms: config.sealS * 1000,
        anchors: config.anchorsFile,
        clock,
      })
      stops.push(() => sealer.stop())
      const outgoing = await startBackground({ installation, app, clock, log })
      stops.push(() => outgoing.stop())
      const running = runSubscriptions({ db, listener, subscriptions: outgoing.subscriptions, log })
      stops.push(() => running.stop())
    }
    const address = await app.http.listen({ port: config.port, host: config.host })
    stops.push(() => app.http.close())
    return { app, address, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Resolves when the process is told to end. */
export const toldToEnd = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })
