import { stopwatch } from '#kernel'

/** A bar with count and time left, rewritten in place on a terminal, a line now and then elsewhere. */
export function progressBar(name: string, err: (line: string) => void): (done: number, of: number) => void {
  const took = stopwatch()
  let shown = -1
  return (done, of) => {
    const percent = Math.floor((done / of) * 100)
    const step = process.stderr.isTTY ? 1 : 20
    if (Math.floor(percent / step) === Math.floor(shown / step) && done !== of) return
    shown = percent
    const left = done === 0 ? '' : `, ${Math.ceil(((took() / done) * (of - done)) / 1000)} s left`
    const line = `${name} ${'█'.repeat(Math.floor(percent / 5)).padEnd(20, '░')} ${done}/${of}${done === of ? '' : left}`
    if (process.stderr.isTTY) process.stderr.write(`\r${line}   ${done === of ? '\n' : ''}`)
    else err(line)
  }
}
