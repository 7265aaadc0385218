import { readFileSync } from 'node:fs'

/** The one table of a `.cases.md` file: every row as a record of its headings. */
export function readCases(file: URL): Record<string, string>[] {
  const cells = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
  const [headings, , ...rows] = cells
  return rows.map((row) => Object.fromEntries(headings!.map((heading, index) => [heading, row[index] ?? ''])))
}
