/** Command-line words of `due` and `elapsed`: every flag known by name, every mistake told with the flag's name. */
import { invalid } from '#kernel'
import { parseInstant } from './minutes.ts'
import type { Pause } from './period.ts'

export type Flags = { values: ReadonlyMap<string, string[]>; json: boolean; help: boolean }

/** Reads `--name value` and `--name=value`. Refuses a flag that is unknown, empty, or given twice. */
export function readFlags(
  argv: readonly string[],
  single: readonly string[],
  many: readonly string[] = [],
): Flags {
  const values = new Map<string, string[]>()
  let json = false
  let help = false
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] ?? ''
    const cut = word.indexOf('=')
    const name = cut < 0 ? word : word.slice(0, cut)
    if (word === '--json') json = true
    else if (word === '--help' || word === '-h') help = true
    else if (!single.includes(name) && !many.includes(name)) {
      throw invalid(
        name,
        { vi: `Không có tuỳ chọn ${word}; xem --help.`, en: `There is no option ${word}; see --help.` },
        'UnknownOption',
      )
    } else {
      const value = cut < 0 ? argv[++i] : word.slice(cut + 1)
      const given = values.get(name) ?? []
      if (!value || value.startsWith('--')) {
        throw invalid(name, { vi: `${name} cần một giá trị.`, en: `${name} needs a value.` }, 'MissingValue')
      }
      if (given.length > 0 && single.includes(name)) {
        throw invalid(
          name,
          { vi: `${name} chỉ được nêu một lần.`, en: `${name} may be given once only.` },
          'GivenTwice',
        )
      }
      values.set(name, [...given, value])
    }
  }
  return { values, json, help }
}

export function need(flags: Flags, name: string): string {
  const value = flags.values.get(name)?.[0]
  if (value === undefined)
    throw invalid(
      name,
      { vi: `Thiếu ${name}; xem --help.`, en: `${name} is missing; see --help.` },
      'MissingOption',
    )
  return value
}

/** `FROM/TO`, both ISO 8601 with a zone; `FROM/..` is a pause still running. */
export function parsePause(text: string): Pause {
  const [from = '', to, ...rest] = text.split('/')
  if (to === undefined || rest.length > 0) {
    throw invalid(
      '--pause',
      { vi: `--pause: "${text}" phải có dạng TỪ/ĐẾN.`, en: `--pause: "${text}" must read FROM/TO.` },
      'PauseRefused',
    )
  }
  return {
    kind: 'pause',
    from: parseInstant(from, '--pause'),
    to: to === '..' ? null : parseInstant(to, '--pause'),
  }
}
