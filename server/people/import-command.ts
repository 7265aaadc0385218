import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { Config, Database } from '#kernel'
import { readCity } from './city.ts'
import { readPlaces } from './import-read.ts'
import { importUnits, ImportRefused, type UnitsReport } from './import-units.ts'
import { installCity } from './install-city.ts'

interface Io {
  out: (line: string) => void
  err: (line: string) => void
}

type Open = () => Promise<{ db: Database; config: Pick<Config, 'city'> }>

const help = `./sauro import units FILE [--from yyyy-mm-dd] [--json]
  Nạp danh mục tỉnh, xã của cả nước; mã là khóa, chính tả khác (Hòa, Hoà) không phải là đổi đơn vị.
  Loads the list of provinces and communes; the code is the key, another spelling is not another unit.
  FILE        a release of the list, as JSON: provinces with Code, FullName, FullNameEn, Wards
  --from      the day from which it holds; without it the date in the file's name
  --json      the report as JSON`

/** Exit code 0: loaded; 1: refused, nothing was changed; 2: called wrongly. */
export async function importUnitsCommand(argv: string[], io: Io, open: Open): Promise<number> {
  const asked = readArguments(argv)
  if (asked === 'help') {
    io.out(help)
    return 0
  }
  if (typeof asked === 'string') {
    io.err(`${asked}\n${help}`)
    return 2
  }
  const { places, faults } = readPlaces(await readFile(asked.file, 'utf8'))
  if (faults.length > 0) {
    for (const { at, why } of faults.slice(0, 20)) io.err(`${at}: ${why}`)
    io.err(`${faults.length} rows cannot be read; nothing was loaded.`)
    if (asked.json) io.out(JSON.stringify({ faults }))
    return 1
  }
  const { db, config } = await open()
  const pack = readCity(config.city)
  try {
    await installCity(db, pack)
    const report = await importUnits(db, pack, places, asked.from)
    io.out(asked.json ? JSON.stringify(report) : inWords(report))
    return 0
  } catch (error) {
    if (!(error instanceof ImportRefused)) throw error
    io.err(`${error.message} Nothing was changed.`)
    return 1
  }
}

/** What was asked, or why that cannot be; `help` when help was. */
function readArguments(argv: string[]): { file: string; from: string; json: boolean } | string {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: { from: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean' } },
    })
    if (values.help) return 'help'
    const [file, more] = positionals
    if (file === undefined || more !== undefined) return 'exactly one FILE is needed'
    const from = values.from ?? /\d{4}-\d{2}-\d{2}/.exec(file.split('/').at(-1)!)?.[0]
    if (from === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(from))
      return 'the file’s name has no date: name the day with --from'
    return { file, from, json: values.json ?? false }
  } catch (error) {
    return (error as Error).message
  }
}

const inWords = (report: UnitsReport): string =>
  [
    `Từ ${report.from}: ${report.provinces} tỉnh, thành phố; ${report.communes} xã, phường, đặc khu.`,
    `From ${report.from}: ${report.opened} opened, ${report.closed.length} closed, ${report.renamed.length} renamed, ${report.moved.length} moved, ${report.respelt} only spelt otherwise, ${report.unchanged} unchanged.`,
    `${report.sharedNames} communes share their name with another; their codes tell them apart.`,
    `Units of this city: ${report.city.opened} opened, ${report.city.closed} closed, ${report.city.renamed} renamed.`,
    ...report.renamed.map(({ code, was, is }) => `  ${code}: ${was} → ${is}`),
    ...report.closed.map(({ code, name }) => `  ${code} closed: ${name}`),
  ].join('\n')
