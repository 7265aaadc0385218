import { localDate, minuteOf } from '#calendar'

/** The country has one time zone; offices change their people at its midnight. */
const country = { zone: 'Asia/Ho_Chi_Minh' }

/** The date at `now` where the city lies, `yyyy-mm-dd`: the date by which units, posts and holdings are read. */
export const today = (now: Date): string => localDate(country, minuteOf(now))
