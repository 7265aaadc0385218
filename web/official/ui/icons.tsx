import type { ReactNode } from 'react'

/** Line icons on a 16 px grid; always beside a word, so hidden from the ear. */
const drawings = {
  home: <path d="M2 7.5 8 2l6 5.5V14H2z" />,
  paper: (
    <>
      <path d="M3.5 1.5h6l3 3v10h-9z" />
      <path d="M6 7h4M6 10h4" />
    </>
  ),
  task: (
    <>
      <path d="M2.5 2.5h11v11h-11z" />
      <path d="m5 8 2 2 4-4" />
    </>
  ),
  report: <path d="M2 3h12v8H8l-3.5 3v-3H2z" />,
  units: (
    <>
      <path d="M6 2h4v3.5H6zM1.5 10.5h4V14h-4zM10.5 10.5h4V14h-4z" />
      <path d="M8 5.500V8M3.500 10.500V8h9v2.500" />
    </>
  ),
  inbox: (
    <>
      <path d="M2 9 4 2.500h8L14 9v5H2z" />
      <path d="M2 9h3.500l1 2h3l1-2H14" />
    </>
  ),
  book: (
    <>
      <path d="M8 3.500C6.500 2.500 4.500 2 2 2v11c2.500 0 4.500.5 6 1.500 1.500-1 3.500-1.500 6-1.500V2c-2.500 0-4.500.5-6 1.500z" />
      <path d="M8 3.500v11" />
    </>
  ),
  mail: (
    <>
      <path d="M1.500 3.500h13v9h-13z" />
      <path d="m2 4 6 5 6-5" />
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4.5" />
      <path d="m10.500 10.500 3.500 3.500" />
    </>
  ),
  clock: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 4.500V8l2.500 1.500" />
    </>
  ),
  check: <path d="m3 8.500 3.500 3.500L13 4.500" />,
  circle: <circle cx="8" cy="8" r="5.5" />,
  late: (
    <>
      <path d="M8 2 15 14H1z" />
      <path d="M8 6.500v3.500M8 12v.1" />
    </>
  ),
  pause: <path d="M5.500 3v10M10.500 3v10" />,
  close: <path d="m4 4 8 8M12 4l-8 8" />,
  sun: (
    <>
      <circle cx="8" cy="8" r="3" />
      <path d="M8 1v1.500M8 13.500V15M1 8h1.500M13.500 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1" />
    </>
  ),
  moon: <path d="M13.500 9.500A6 6 0 0 1 6.500 2.500 6 6 0 1 0 13.500 9.500z" />,
  download: <path d="M8 2v8M4.500 7 8 10.500 11.500 7M2.500 13.500h11" />,
  print: <path d="M4.500 6V2h7v4M4.500 11.500H2V6h12v5.500h-2.500M4.500 9.500h7V14h-7z" />,
  down: <path d="m4 6 4 4 4-4" />,
  exit: <path d="M6 2.500H2.500v11H6M10.500 5 13.500 8l-3 3M13.500 8H6" />,
} satisfies Record<string, ReactNode>

export type IconName = keyof typeof drawings

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="ic" viewBox="0 0 16 16" aria-hidden="true">
      {drawings[name]}
    </svg>
  )
}

export function Mark() {
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true">
      <path d="M1 4h5v5H1zm6.5 0h5v5h-5zM14 4h5v5h-5zM1 11h5v5H1zm6.5 0h5v5h-5zM14 11h5v5h-5z" />
    </svg>
  )
}
