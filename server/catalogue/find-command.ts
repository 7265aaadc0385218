import { parseArgs } from 'node:util'
import { systemClock, type Clock } from '#kernel'
import { today as dateOfDay } from '#people'
import type { Io, Open } from './import-command.ts'
import { searchProcedures, type ProcedureCard } from './search.ts'
import type { Level } from './types.ts'

const help = `./sauro procedures: tìm thủ tục / find a procedure

  ./sauro procedures WORDS… [--field KEY] [--level city|commune] [--on yyyy-mm-dd] [--json]

  WORDS    tên có dấu hay không dấu, hoặc mã / a name with or without marks, or a code
  --on     ngày có hiệu lực, mặc định hôm nay / the date in force, today when not said
  --json   {rows, next, total}`

interface Words {
  text: string
  field: string | undefined
  level: Level | undefined
  on: string | undefined
  json: boolean
}

/** Exit code 0 found, 1 nothing found, 2 wrong words. */
export async function findProceduresCommand(
  argv: string[],
  io: Io,
  open: Open,
  clock: Clock = systemClock,
): Promise<number> {
  if (argv.includes('--help') || argv.includes('-h')) {
    io.out(help)
    return 0
  }
  const words = readWords(argv)
  if (typeof words === 'string') {
    io.err(`${words}\n${help}`)
    return 2
  }
  const { db } = await open()
  const page = await searchProcedures(db, {
    text: words.text,
    on: words.on ?? dateOfDay(clock()),
    ...(words.field === undefined ? {} : { field: words.field }),
    ...(words.level === undefined ? {} : { level: words.level }),
  })
  if (words.json) io.out(JSON.stringify(page))
  else for (const line of [...page.rows.map(lineOf), `${page.total} thủ tục / procedures`]) io.out(line)
  return page.total > 0 ? 0 : 1
}

function readWords(argv: string[]): Words | string {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        field: { type: 'string' },
        level: { type: 'string' },
        on: { type: 'string' },
        json: { type: 'boolean' },
      },
    })
    const { level, on } = values
    if (level !== undefined && level !== 'city' && level !== 'commune') return '--level: city | commune'
    if (on !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(on)) return '--on: yyyy-mm-dd'
    return { text: positionals.join(' '), field: values.field, level, on, json: values.json === true }
  } catch (error) {
    if (error instanceof TypeError) return error.message
    throw error
  }
}

const lineOf = (card: ProcedureCard): string => {
  const time = card.allow ? `${card.allow.amount}${card.allow.unit}` : ''
  const where =
    card.place === 'here'
      ? [card.levels.join('+'), time].filter((one) => one !== '').join(', ')
      : (card.why ?? card.place)
  return `${card.code}  ${card.name.vi}  [${where}]`
}
