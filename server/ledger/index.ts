export type { Entry, Fact, Head, Json, ReadEntry } from './entry.ts'
export { chain, genesis, link } from './chain.ts'
export { readAfter, readStream, readStreams, type Reader } from './read.ts'
export { append, streamOf, type AppendTo } from './append.ts'
export type { Log } from './alone.ts'
export { channel, sequencerLag, startSequencer, type Sequencer, type SequencerOptions } from './sequencer.ts'
export { deafListener, startListener, type Listener } from './listener.ts'
export {
  runSubscriptions,
  subscribe,
  subscriptionLag,
  type RunOptions,
  type Subscription,
} from './subscriptions.ts'
export { rootOfSpan, startSealer, type SealerOptions } from './sealer.ts'
export { checkProof, findProof, proveStream, withoutTexts, type Proof, type StreamProof } from './proof.ts'
export { routes, type LedgerParts } from './routes.ts'
export { apiNotes, exampleProof } from './examples.ts'
export { proofShape } from './check-proof-file.ts'
export { verify, type Verdict, type VerifyOptions } from './verify.ts'
export type { Broken, Why } from './verify/findings.ts'
export type { HeadSource } from './verify/heads.ts'
export { verifyCommand } from './cli.ts'
