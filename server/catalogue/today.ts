import { localDate, minuteOf } from '#calendar'

/** The register lives by the dates of one country. */
const zone = 'Asia/Ho_Chi_Minh'

/** The local date an instant falls on, `yyyy-mm-dd`. */
export const dateOfDay = (now: Date): string => localDate({ zone }, minuteOf(now))
