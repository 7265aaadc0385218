import { settings } from './config.ts'

/** `docs/configuration.md`, written from the list of settings, so that the page and the program cannot differ. */
export function configurationPage(): string {
  const rows = settings.map(
    (one) =>
      `| \`${one.name}\` | ${one.fallback === '' || one.fallback === undefined ? '–' : `\`${one.fallback}\``} | ${one.meaning} |`,
  )
  return [
    '# Configuration',
    '',
    'Settings come from the environment and are checked at start; all faults are told together, and an unknown `SAURO_` variable is',
    'refused by name. This page is written from the list in `server/kernel/config.ts`; a test compares the two.',
    '',
    '| Setting | Default | Meaning |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}
