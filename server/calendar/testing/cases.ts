/** Reads the tables of a `.cases.md` file: every row as a record of its headings. */
import { readFileSync } from 'node:fs'

export type Row = Readonly<Record<string, string>>

export function readTables(file: string): Row[][] {
  const tables: Row[][] = []
  let headings: string[] | undefined
  for (const text of readFileSync(file, 'utf8').split('\n')) {
    if (!text.startsWith('|')) {
      headings = undefined
      continue
    }
    const cells = text
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim())
    if (!headings) {
      headings = cells
      tables.push([])
    } else if (!cells.every((cell) => /^:?-+:?$/.test(cell))) {
      const names = headings
      tables.at(-1)?.push(Object.fromEntries(cells.map((cell, i) => [names[i] ?? `?${i}`, cell])))
    }
  }
  return tables
}
