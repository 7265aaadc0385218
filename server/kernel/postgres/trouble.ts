/** A reason why the embedded PostgreSQL cannot run, with what the person at the keyboard can do about it. */
export type TroubleCode =
  | 'postgres.no-binaries'
  | 'postgres.no-account'
  | 'postgres.initdb-failed'
  | 'postgres.disk-full'
  | 'postgres.permission'
  | 'postgres.port-taken'
  | 'postgres.wrong-owner'
  | 'postgres.secret-lost'
  | 'postgres.cluster-gone'
  | 'postgres.busy'
  | 'postgres.start-failed'

/** Thrown by the supervisor; `message` is English, `vi` the same in Vietnamese, `log` the tail of the server's own words. */
export class PostgresTrouble extends Error {
  readonly code: TroubleCode
  readonly vi: string
  readonly log: string

  constructor(code: TroubleCode, en: string, vi: string, log = '') {
    super(log === '' ? en : `${en}\n${log}`)
    this.name = 'PostgresTrouble'
    this.code = code
    this.vi = vi
    this.log = log
  }
}

/** Turns what initdb or the server wrote into the sentence that helps; `where` is the directory concerned. */
export function troubleFromLog(log: string, where: string, otherwise: TroubleCode): PostgresTrouble {
  const tail = log.trim().split('\n').slice(-12).join('\n')
  if (/No space left on device|Disk quota exceeded/i.test(log)) {
    return new PostgresTrouble(
      'postgres.disk-full',
      `The disk that holds ${where} is full: free at least 300 MB, then start again. Nothing that was acknowledged is lost.`,
      `Ổ đĩa chứa ${where} đã đầy: giải phóng ít nhất 300 MB rồi khởi động lại. Dữ liệu đã xác nhận không bị mất.`,
      tail,
    )
  }
  if (/Address already in use/i.test(log)) {
    return new PostgresTrouble(
      'postgres.port-taken',
      'The port chosen for the database was taken by another program.',
      'Cổng dành cho cơ sở dữ liệu đã bị chương trình khác dùng.',
      tail,
    )
  }
  if (/Permission denied|Operation not permitted|has invalid permissions|has wrong ownership/i.test(log)) {
    return new PostgresTrouble(
      'postgres.permission',
      `The database may not read or write ${where}: give the account that runs it that directory, or start as the user who owns it.`,
      `Cơ sở dữ liệu không được đọc hoặc ghi ${where}: cấp quyền cho tài khoản chạy nó, hoặc khởi động bằng người dùng sở hữu thư mục.`,
      tail,
    )
  }
  const en = otherwise === 'postgres.initdb-failed' ? 'could not be created' : 'did not start'
  const vi = otherwise === 'postgres.initdb-failed' ? 'không tạo được' : 'không khởi động được'
  return new PostgresTrouble(
    otherwise,
    `The embedded PostgreSQL in ${where} ${en}. Its last words:`,
    `PostgreSQL đi kèm trong ${where} ${vi}. Những dòng cuối của nó:`,
    tail,
  )
}
