import { access, constants } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { stopwatch, type Database } from '#kernel'
import { checkProofFile, NotAProof, proofInWords } from './check-proof-file.ts'
import { verify, type Verdict } from './verify.ts'
import { meaning, type Broken } from './verify/findings.ts'
import type { HeadSource } from './verify/heads.ts'

interface Io {
  out: (line: string) => void
  err: (line: string) => void
}

const help = `Kiểm tra toàn bộ sổ cái. Verifies the whole ledger, beside any number of writers.

  ./sauro verify [--anchors FILE] [--thorough] [--json]
  ./sauro verify --proof FILE [--anchors FILE [--root HASH]] [--json]

  --anchors FILE  compare every block with this anchor file too (data/anchors.jsonl, or a copy kept elsewhere)
  --proof FILE    check a dossier's proof, as its tracking page gives it; needs no database
  --root HASH     the anchors are those of a day whose root was published: /api/ledger/days/YYYY-MM-DD[/anchors.jsonl]
  --thorough      read every text outside the database too, for its canonical form; takes about twice as long
                  (always done for ledgers of up to 100,000 entries)
  --json          print {entries, streams, blocks, unsealed, broken: [{stream, seq, why}]}
  --help          this text

Exit code 0: nothing is broken · 1: something is, or it could not be read · 2: called wrongly`

const progressEvery_ms = 2_000
const mostShown = 50

/** `./sauro verify`: gives the exit code. `heads` are what other contexts keep of the ends of their streams. */
export async function verifyCommand(
  argv: string[],
  { out, err }: Io,
  open: () => Promise<Database>,
  heads: readonly HeadSource[] = [],
): Promise<number> {
  const input = read(argv)
  const fault =
    typeof input === 'string' ? input : ((await unreadable(input.anchors)) ?? (await unreadable(input.proof)))
  if (typeof input === 'string' || fault !== undefined) {
    err(`sauro verify: ${fault}`)
    err('"./sauro verify --help" says how it is called.')
    return 2
  }
  if (input.help) {
    out(help)
    return 0
  }
  if (input.proof !== undefined) return verifyProof(input.proof, input, { out, err })
  const elapsed_ms = stopwatch()
  const verdict = await verify(await open(), { ...input, heads, onProgress: progressTo(err) })
  if (input.json) out(JSON.stringify(verdict))
  else for (const line of inWords(verdict, elapsed_ms())) out(line)
  return verdict.broken.length > 0 ? 1 : 0
}

/** Needs no database: whoever was given the file can run it anywhere. */
async function verifyProof(path: string, input: Input, { out, err }: Io): Promise<number> {
  try {
    const verdict = await checkProofFile(path, input)
    if (input.json) out(JSON.stringify(verdict))
    else for (const line of proofInWords(verdict)) out(line)
    return verdict.broken.length > 0 ? 1 : 0
  } catch (error) {
    if (!(error instanceof NotAProof)) throw error
    err(`sauro verify: ${error.message}`)
    return 1
  }
}

interface Input {
  help: boolean
  json: boolean
  thorough: boolean | undefined
  anchors: string | undefined
  proof: string | undefined
  root: string | undefined
}

function read(argv: string[]): Input | string {
  try {
    const { values } = parseArgs({
      args: argv,
      options: {
        help: { type: 'boolean', short: 'h' },
        json: { type: 'boolean' },
        thorough: { type: 'boolean' },
        anchors: { type: 'string' },
        proof: { type: 'string' },
        root: { type: 'string' },
      },
    })
    if (values.anchors === '') return '--anchors needs the path of a file'
    const { help = false, json = false, thorough, anchors, proof, root } = values
    if (proof === '') return '--proof needs the path of a file'
    if (root !== undefined && (proof === undefined || anchors === undefined))
      return '--root goes with --proof and with --anchors of that day'
    if (root !== undefined && !/^[0-9a-f]{64}$/.test(root)) return '--root is a hash of 64 hexadecimal digits'
    return { help, json, thorough, anchors, proof, root }
  } catch (error) {
    if (error instanceof TypeError) return error.message
    throw error
  }
}

const unreadable = (path: string | undefined): Promise<string | undefined> =>
  path === undefined
    ? Promise.resolve(undefined)
    : access(path, constants.R_OK).then(
        () => undefined,
        () => `the file ${path} cannot be read`,
      )

/** Says how far it is, for runs that take longer than two seconds. */
function progressTo(err: (line: string) => void): (done: number, of: number) => void {
  let since = stopwatch()
  return (done, of) => {
    if (since() < progressEvery_ms) return
    since = stopwatch()
    const percent = of > 0 ? ` (${Math.min(99, Math.floor((100 * done) / of))} %)` : ''
    err(`${done.toLocaleString('en')} bút toán · entries${percent}`)
  }
}

function inWords(verdict: Verdict, took_ms: number): string[] {
  const { entries, streams, blocks, unsealed, broken, omitted = 0 } = verdict
  const n = (value: number): string => value.toLocaleString('en')
  const seconds = (took_ms / 1_000).toFixed(1)
  return [
    `${n(entries)} bút toán · entries, ${n(streams)} chuỗi · streams, ${n(blocks)} khối · blocks, ${n(unsealed)} chưa niêm phong · unsealed (${seconds} s)`,
    broken.length === 0
      ? 'Nguyên vẹn. Nothing is broken.'
      : `HỎNG: ${n(broken.length + omitted)}. BROKEN: ${n(broken.length + omitted)}.`,
    ...broken
      .slice(0, mostShown)
      .map((one) => `  ${placeOf(one)}: ${meaning[one.why].vi} · ${meaning[one.why].en}`),
    ...(broken.length > mostShown ? ['  … "--json" lists them all'] : []),
  ]
}

function placeOf({ stream, seq, position, block }: Broken): string {
  const parts = [
    stream === null ? undefined : `${stream}/${seq}`,
    position === undefined ? undefined : `position ${position}`,
    block === undefined ? undefined : `block ${block}`,
  ]
  return parts.filter((part) => part !== undefined).join(', ')
}
