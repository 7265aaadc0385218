import type { Context, Database } from '#kernel'
import type { FileInfo } from './files.ts'
import { finish, type Arrived } from './finish.ts'
import { uploadPace, type Pace } from './pace.ts'
import { openS3Vault } from './s3-vault.ts'
import { openScanner, type Scanner } from './scan.ts'
import { storeFile, type StoreFile } from './store-file.ts'
import { tend, type Tended } from './tend.ts'
import { openDiskVault, type Vault } from './vault.ts'

/** The files of an installation: where they lie and who scans them. Opened once at start. */
export interface Documents {
  readonly vault: Vault
  readonly scanner: Scanner
  /** Asked before a file is taken from outside. */
  readonly pace: Pace
  /** Takes a whole file from a stream. */
  storeFile(cx: Context, input: StoreFile): Promise<FileInfo>
  /** Takes a resumable upload whose last byte has come. */
  finish(cx: Context, arrived: Arrived): Promise<FileInfo>
  /** Housekeeping, every ten minutes. */
  tend(db: Database, now: Date): Promise<Tended>
}

/** `files`: `disk` or `s3://bucket/prefix`; `scanner`: `none`, `tcp://host:port` or `unix:/path`. */
export async function openDocuments(config: {
  dataDir: string
  files: string
  scanner: string
}): Promise<Documents> {
  const scanner = openScanner(config.scanner)
  const vault =
    config.files === 'disk'
      ? await openDiskVault(config.dataDir)
      : await openS3Vault(config.files, config.dataDir)
  return {
    vault,
    scanner,
    pace: uploadPace(),
    storeFile: (cx, input) => storeFile(cx, vault, scanner, input),
    finish: (cx, arrived) => finish(cx, vault, scanner, arrived),
    tend: (db, now) => tend(db, vault, scanner, now),
  }
}
