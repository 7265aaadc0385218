import { invalid, Refusal } from './errors.ts'
import { isUuid } from './ids.ts'

/** The key every act carries: the same key is the same act, however often it is sent. Refuses with `IdempotencyKeyMissing`. */
export function idempotencyKey(headers: { 'idempotency-key'?: unknown }): string {
  const given = headers['idempotency-key']
  const key = typeof given === 'string' ? given.toLowerCase() : ''
  if (isUuid(key)) return key
  throw invalid(
    'idempotency-key',
    {
      vi: 'Thiếu mã lần gửi (idempotency-key, dạng UUID).',
      en: 'The header idempotency-key, a UUID, is missing.',
    },
    'IdempotencyKeyMissing',
  )
}

export class KeyReused extends Refusal {
  constructor() {
    super(
      'IdempotencyKeyReused',
      {
        vi: 'Mã lần gửi này đã dùng cho một nội dung khác. Hãy gửi lại với mã mới.',
        en: 'This idempotency key was already used for another content. Send again with a new key.',
      },
      { kind: 'conflict', field: 'idempotency-key' },
    )
  }
}
