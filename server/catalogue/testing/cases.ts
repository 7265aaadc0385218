import { readFileSync } from 'node:fs'

/** The rows of the table of cases beside a process pack, cell by cell, without the heading. */
export function casesOf(pack: string): string[][] {
  const text = readFileSync(new URL(`../../../rules/processes/${pack}.cases.md`, import.meta.url), 'utf8')
  const rows = text.split('\n').filter((line) => line.startsWith('|'))
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}
