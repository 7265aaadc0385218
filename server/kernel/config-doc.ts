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
    ...ownLogin,
    '',
  ].join('\n')
}

const ownLogin = [
  '## The application’s own login',
  '',
  'The embedded server has two logins: the owner, which migrates, and `sauro_login`, a member of `sauro_app` alone, by which requests and jobs',
  'come in; both passwords are in `postgres.json` of the data folder (mode 0600). On an outside server `DATABASE_URL` names the owner, and',
  'requests say `set role sauro_app`: enough against mistakes, not against a session that was taken over and says `set role none`. To close that,',
  'run `./sauro migrate` once, make a login as below, and give it as `SAURO_APP_DATABASE_URL`:',
  '',
  '```sql',
  "create role sauro_login with login password '…' in role sauro_app;",
  '```',
]
