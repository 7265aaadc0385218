export type { Entry, Fact, Head, Json, ReadEntry } from './entry.ts'
export { chain, genesis, link } from './chain.ts'
export { readAfter, readStream, readStreams, type Reader } from './read.ts'
export { append, streamOf, type AppendTo } from './append.ts'
