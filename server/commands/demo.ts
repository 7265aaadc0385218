import { parseArgs } from 'node:util'
import { seedProcedures } from '#catalogue'
import { openIdentity, seedDemoAccounts, type DemoSignIn } from '#identity'
import { systemClock, stopwatch, uuidv7 } from '#kernel'
import { installCity, loadUnits, readCity, seedDemoStaff } from '#people'
import { openOffice } from '#work'
import { buildConsole } from './build-console.ts'
import { said, type Io } from './command.ts'
import { playHistory } from '../demo/city.ts'
import { openInstallation, type Installation } from './installation.ts'
import { progressBar } from './progress.ts'
import { startRuntime, toldToEnd } from './runtime.ts'

const usage = `usage: ./sauro demo [--port N] [--city hcmc|hai-phong] [--dossiers N]

Brings up a living demonstration city and serves it until it is told to end (Ctrl+C). A second start keeps the data.
  --port      default 8080
  --city      default hcmc
  --dossiers  how much history to play the first time; default 320`

const seed = 79

export async function demo(argv: string[], { out, err }: Io): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      port: { type: 'string' },
      city: { type: 'string' },
      dossiers: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) {
    out(usage)
    return 0
  }
  const took = stopwatch()
  const env = {
    ...process.env,
    SAURO_DEMO: 'yes',
    ...(values.port ? { SAURO_PORT: values.port } : {}),
    ...(values.city ? { SAURO_CITY: values.city } : {}),
  }
  const installation = await openInstallation(env, err)
  try {
    await live(installation, { dossiers: Number(values.dossiers ?? 320), took, out, err })
  } finally {
    await installation.close()
  }
  return 0
}

interface Telling extends Io {
  dossiers: number
  took: () => number
}

/** Serves at once, fills and builds beside it, tells who can sign in, and lives until it is told to end. */
async function live(installation: Installation, { dossiers, took, out, err }: Telling): Promise<void> {
  const log = (line: string, error?: unknown): void => err(said(line, error))
  const people = await peopleOf(installation)
  const runtime = await startRuntime(installation, { clock: systemClock, log })
  try {
    const { publicUrl } = installation.config
    out(`\n  Sáu Rõ: ${publicUrl}   (cán bộ: ${publicUrl}/cong-viec/)`)
    err(`answers after ${seconds(took())} s`)
    const built = buildConsole(err).catch((error: unknown) => log('the console could not be built', error))
    await tellHistory(installation, dossiers, err)
    await built
    tellSignIns(people, out)
    err(`the whole city is ready after ${seconds(took())} s; Ctrl+C ends it`)
    await toldToEnd()
  } finally {
    await runtime.stop()
  }
}

const seconds = (ms: number): string => (ms / 1000).toFixed(1)

/** Units, procedures, staff and sign-ins: what is there already stays. */
async function peopleOf(installation: Installation): Promise<DemoSignIn[]> {
  const { db, keys, config } = installation
  const now = systemClock()
  const cx = { db, keys, now, requestId: uuidv7(now) }
  const pack = readCity(config.city)
  await installCity(db, pack)
  await seedProcedures(cx, { city: config.city })
  await seedDemoStaff(cx, pack, { seed, size: 'whole' })
  const units = await loadUnits(db)
  return seedDemoAccounts(
    cx,
    pack,
    openIdentity({ db, keys, clock: systemClock, config, units }).rules,
    config,
  )
}

const hasItems = { name: 'demo.has-items', text: 'select exists (select from work.items) as there' }

async function tellHistory(
  installation: Installation,
  dossiers: number,
  err: (line: string) => void,
): Promise<void> {
  const { db, keys, config } = installation
  const [row] = await db.rows<{ there: boolean }>(hasItems, [])
  if (row?.there) return
  const office = await openOffice({
    db,
    keys,
    tree: await loadUnits(db),
    config,
  })
  const bar = progressBar('history', err)
  await playHistory({
    office,
    pack: readCity(config.city),
    seed,
    dossiers,
    now: systemClock(),
    progress: bar,
  })
}

function tellSignIns(people: readonly DemoSignIn[], out: (line: string) => void): void {
  out(`\n  Đăng nhập cán bộ (officials), mật khẩu chung: ${people[0]?.password ?? ''}`)
  for (const one of people) out(`    ${one.username.padEnd(14)} ${one.name.padEnd(22)} ${one.does.vi}`)
  out(
    '\n  Người dân, doanh nghiệp (citizens): "Đăng nhập" trên trang chủ, chọn một người trong danh sách VNeID mô phỏng.\n',
  )
}
