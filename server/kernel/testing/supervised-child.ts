import { ensurePostgres, type EnsureOptions } from '../postgres/ensure.ts'
import { PostgresTrouble } from '../postgres/trouble.ts'

// The other process of the supervisor's tests: reports its start in one line, stops when its input ends.
const options = JSON.parse(process.argv[2] ?? '{}') as EnsureOptions
const said: string[] = []
try {
  const { url, pid, adopted, stop } = await ensurePostgres({ ...options, log: (line) => said.push(line) })
  console.log(JSON.stringify({ ok: true, url, pid, adopted, said }))
  process.stdin.resume()
  process.stdin.once('end', () => void stop().then(() => process.exit(0)))
} catch (error) {
  if (!(error instanceof PostgresTrouble)) throw error
  console.log(JSON.stringify({ ok: false, code: error.code, message: error.message, vi: error.vi, said }))
}
