/** Where a command writes: answers to `out`, everything else to `err`, so that `--json` can be piped. */
export interface Io {
  out: (line: string) => void
  err: (line: string) => void
}

/** Exit codes: 0 done, 1 done and the answer is bad, or it failed; 2 called wrongly. */
export interface Command {
  name: string
  summary: string
  run: (argv: string[], io: Io) => Promise<number>
}

/** A line of a log with what went wrong, for `err`. */
export const said = (line: string, error: unknown): string =>
  error === undefined ? line : `${line}: ${error instanceof Error ? error.message : JSON.stringify(error)}`
