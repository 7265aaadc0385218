/** Refusals of the calendar. Each carries a stable code and says, in both languages, what to do. */
import { Refusal } from '#kernel'

/** An instant or a deadline lies outside the years whose days off are known. */
export class OutsideCalendar extends Refusal {
  constructor(calendar: { id: string; first_date: string; last_date: string }, side: 'before' | 'after') {
    super(
      side === 'before' ? 'BeforeCalendar' : 'BeyondCalendar',
      {
        vi: `Lịch ${calendar.id} chỉ biết ngày nghỉ từ ${calendar.first_date} đến ${calendar.last_date}; hãy nạp gói lịch của năm còn thiếu vào rules/calendars.`,
        en: `Calendar ${calendar.id} knows the days off from ${calendar.first_date} to ${calendar.last_date} only; add the missing year's pack to rules/calendars.`,
      },
      { facts: { first_date: calendar.first_date, last_date: calendar.last_date } },
    )
  }
}

/** The allowed time is not a positive whole number of a known unit. */
export class AllowRefused extends Refusal {
  constructor(given: string) {
    super(
      'AllowRefused',
      {
        vi: `Thời hạn "${given}" không hợp lệ: cần số nguyên dương và đơn vị min, h, wd, d hoặc m (ví dụ 90min, 8h, 2wd, 3d, 1m).`,
        en: `Allowed time "${given}" is not valid: a positive whole number and min, h, wd, d or m is needed (90min, 8h, 2wd, 3d, 1m).`,
      },
      { field: 'allow' },
    )
  }
}

/** A pause ends before it begins. */
export class PauseRefused extends Refusal {
  constructor() {
    super(
      'PauseRefused',
      { vi: 'Khoảng tạm dừng kết thúc trước khi bắt đầu.', en: 'A pause ends before it begins.' },
      { field: 'pause' },
    )
  }
}

/** A pause is still running, so the due time depends on the present, which was not given. */
export class RunningPauseNeedsNow extends Refusal {
  constructor() {
    super(
      'RunningPauseNeedsNow',
      {
        vi: 'Đang có khoảng tạm dừng chưa kết thúc: cần thời điểm hiện tại để tính hạn.',
        en: 'A pause is still running: the present time is needed to tell the due time.',
      },
      { field: 'now' },
    )
  }
}

/** An instant is not ISO 8601 with a zone, or a date does not exist. */
export class InstantRefused extends Refusal {
  constructor(field: string, given: string) {
    super(
      'InstantRefused',
      {
        vi: `${field}: "${given}" không phải thời điểm ISO 8601 có múi giờ, ví dụ 2026-02-13T15:40:00+07:00.`,
        en: `${field}: "${given}" is not an ISO 8601 instant with a zone, such as 2026-02-13T15:40:00+07:00.`,
      },
      { field },
    )
  }
}

/** A rule pack does not hold what its schema asks for. `field` is the path inside the pack. */
export class PackRefused extends Refusal {
  constructor(file: string, field: string, texts: { vi: string; en: string }) {
    super(
      'PackRefused',
      { vi: `${file}, mục ${field}: ${texts.vi}`, en: `${file}, field ${field}: ${texts.en}` },
      { field },
    )
  }
}

/** No calendar of that name was loaded. */
export class CalendarUnknown extends Refusal {
  constructor(name: string, known: readonly string[]) {
    super(
      'CalendarUnknown',
      {
        vi: `Không có lịch "${name}". Các lịch đang có: ${known.join(', ')}.`,
        en: `There is no calendar "${name}". Known calendars: ${known.join(', ')}.`,
      },
      { field: 'calendar', kind: 'not-found' },
    )
  }
}
