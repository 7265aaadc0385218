import { resolve } from 'node:path'

/**
 * Every setting of an installation, in one list. `docs/configuration.md` is this list in words; a test compares them.
 * All but DATABASE_URL begin with SAURO_; an unknown SAURO_ variable is refused by name, because a misspelt one would be silent.
 */
export interface Setting {
  name: string
  meaning: string
  fallback: string | undefined
  check: (text: string) => string | undefined
}

const any = (): undefined => undefined
const port = (text: string): string | undefined =>
  /^\d{1,5}$/.test(text) && Number(text) < 65_536 ? undefined : 'a port is a number from 0 to 65535'
const url = (text: string): string | undefined =>
  URL.canParse(text) ? undefined : 'an address such as https://dichvu.example.vn'
const count = (text: string): string | undefined =>
  /^[1-9]\d{0,5}$/.test(text) ? undefined : 'a whole number from 1'
const oneOf =
  (...words: string[]) =>
  (text: string): string | undefined =>
    words.includes(text) ? undefined : `one of: ${words.join(', ')}`

export const settings: readonly Setting[] = [
  {
    name: 'DATABASE_URL',
    meaning:
      'A PostgreSQL 15 or later, as a connection string of a role that may create roles and schemas. Empty: the embedded server in the data folder.',
    fallback: '',
    check: (text) =>
      text === '' || URL.canParse(text)
        ? undefined
        : 'a connection string such as postgres://user:password@host:5432/sauro',
  },
  {
    name: 'SAURO_APP_DATABASE_URL',
    meaning:
      'How requests and jobs reach an outside PostgreSQL: the same database, by a login of their own (see below). Empty: DATABASE_URL under `set role sauro_app`.',
    fallback: '',
    check: (text) => (text === '' || URL.canParse(text) ? undefined : 'a connection string as DATABASE_URL'),
  },
  {
    name: 'SAURO_DATA',
    meaning: 'Folder of the embedded database, the keys, the anchors and the files.',
    fallback: 'data',
    check: any,
  },
  {
    name: 'SAURO_CITY',
    meaning: 'The city this installation serves: a file name in rules/cities.',
    fallback: 'hcmc',
    check: (text) => (/^[a-z-]+$/.test(text) ? undefined : 'a name such as hcmc or hai-phong'),
  },
  { name: 'SAURO_HOST', meaning: 'Address to listen on.', fallback: '127.0.0.1', check: any },
  { name: 'SAURO_PORT', meaning: 'Port to listen on.', fallback: '8080', check: port },
  {
    name: 'SAURO_PUBLIC_URL',
    meaning: 'The address people type, without a path. Empty: http://localhost and the port.',
    fallback: '',
    check: (text) => (text === '' ? undefined : url(text)),
  },
  {
    name: 'SAURO_TRUST_PROXY',
    meaning:
      'Address ranges of the reverse proxies in front, separated by commas; their X-Forwarded-For tells who asks. Empty: nobody’s word is taken.',
    fallback: '',
    check: (text) =>
      text === '' || text.split(',').every((one) => /^[0-9a-f.:]+(\/\d{1,3})?$/i.test(one.trim()))
        ? undefined
        : 'addresses or ranges such as 10.0.0.0/8, separated by commas',
  },
  {
    name: 'SAURO_KEYS',
    meaning:
      'The key ring as JSON, from a secret store. Empty: the file keys.json (mode 0600) in the data folder.',
    fallback: '',
    check: any,
  },
  {
    name: 'SAURO_ANCHORS',
    meaning:
      'File outside the database to which every ledger block is appended. Empty: anchors.jsonl in the data folder.',
    fallback: '',
    check: any,
  },
  {
    name: 'SAURO_CONNECTIONS',
    meaning: 'Database connections of one process.',
    fallback: '12',
    check: count,
  },
  {
    name: 'SAURO_TICK_MS',
    meaning: 'Pause between two rounds of the sequencer, in milliseconds.',
    fallback: '100',
    check: count,
  },
  { name: 'SAURO_SEAL_S', meaning: 'Seconds between two ledger blocks.', fallback: '5', check: count },
  {
    name: 'SAURO_FILES',
    meaning: 'Where attachments lie: "disk" (the data folder) or an address s3://bucket/prefix.',
    fallback: 'disk',
    check: (text) =>
      text === 'disk' || text.startsWith('s3://') ? undefined : '"disk" or s3://bucket/prefix',
  },
  {
    name: 'SAURO_SCANNER',
    meaning: 'Virus scanner for attachments: "none" or clamd at tcp://host:port or unix:/path.',
    fallback: 'none',
    check: (text) =>
      text === 'none' || /^(tcp:\/\/|unix:)/.test(text) ? undefined : '"none", tcp://host:port or unix:/path',
  },
  {
    name: 'SAURO_NOTICES',
    meaning:
      'Where messages to applicants go: "outbox" (nothing leaves the house, a page shows them) or the address of a gateway, to which each is posted as signed JSON.',
    fallback: 'outbox',
    check: (text) =>
      text === 'outbox' || /^https?:\/\//.test(text)
        ? undefined
        : '"outbox" or an address such as https://sms.example.vn/send',
  },
  {
    name: 'SAURO_NOTICES_SECRET',
    meaning:
      'Key of the signature that the gateway checks (`x-sauro-signature`: HMAC-SHA-256 of the body); 16 characters or more.',
    fallback: '',
    check: (text) => (text === '' || text.length >= 16 ? undefined : '16 characters or more'),
  },
  {
    name: 'SAURO_STATE_CACHE',
    meaning:
      'Item states kept after a write, so that the next command on the item needs no read; 0 switches it off.',
    fallback: '0',
    check: (text) => (/^\d{1,7}$/.test(text) ? undefined : 'a whole number'),
  },
  {
    name: 'SAURO_OIDC_CITIZEN',
    meaning: 'Issuer of the citizens’ sign-in (VNeID). The demonstration starts its own.',
    fallback: '',
    check: (text) => (text === '' ? undefined : url(text)),
  },
  {
    name: 'SAURO_OIDC_CITIZEN_CLIENT',
    meaning: 'Client id and secret at that issuer, as id:secret.',
    fallback: '',
    check: any,
  },
  {
    name: 'SAURO_OIDC_STAFF',
    meaning: 'Issuer of the officials’ sign-in. Empty: local accounts only.',
    fallback: '',
    check: (text) => (text === '' ? undefined : url(text)),
  },
  {
    name: 'SAURO_OIDC_STAFF_CLIENT',
    meaning: 'Client id and secret at that issuer, as id:secret.',
    fallback: '',
    check: any,
  },
  {
    name: 'SAURO_DEMO',
    meaning: 'Whether this is the demonstration: shows the outbox, the sign-ins and the banner.',
    fallback: 'no',
    check: oneOf('yes', 'no'),
  },
  {
    name: 'SAURO_LOG',
    meaning: 'How much is logged.',
    fallback: 'warn',
    check: oneOf('debug', 'info', 'warn', 'error', 'silent'),
  },
] as const

export interface Config {
  databaseUrl: string
  appDatabaseUrl: string
  dataDir: string
  city: string
  host: string
  port: number
  publicUrl: string
  trustProxy: string[]
  keys: string
  anchorsFile: string
  connections: number
  tickMs: number
  sealS: number
  files: string
  scanner: string
  notices: { url: string; secret: string } | null
  stateCache: number
  oidc: { citizen: OidcSetting | null; staff: OidcSetting | null }
  demo: boolean
  log: string
}

export interface OidcSetting {
  issuer: string
  clientId: string
  clientSecret: string
}

export class WrongConfig extends Error {
  readonly faults: string[]

  constructor(faults: string[]) {
    super(
      `The configuration is not usable:\n${faults.map((fault) => `  ${fault}`).join('\n')}\nAll settings: docs/configuration.md`,
    )
    this.name = 'WrongConfig'
    this.faults = faults
  }
}

/** Reads and checks the environment once, at start. All faults are told together. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const faults: string[] = []
  const known = new Set(settings.map((setting) => setting.name))
  for (const name of Object.keys(env)) {
    if (name.startsWith('SAURO_') && !name.startsWith('SAURO_TEST_') && !known.has(name))
      faults.push(`${name}: there is no such setting`)
  }
  const get = (name: string): string => {
    const setting = settings.find((one) => one.name === name)!
    const text = env[name] ?? setting.fallback ?? ''
    const fault = setting.check(text)
    if (fault) faults.push(`${name}: ${fault}`)
    return text
  }
  const dataDir = resolve(get('SAURO_DATA'))
  const portNumber = Number(get('SAURO_PORT'))
  const config: Config = {
    databaseUrl: get('DATABASE_URL'),
    appDatabaseUrl: get('SAURO_APP_DATABASE_URL'),
    dataDir,
    city: get('SAURO_CITY'),
    host: get('SAURO_HOST'),
    port: portNumber,
    publicUrl: (get('SAURO_PUBLIC_URL') || `http://localhost:${portNumber}`).replace(/\/$/, ''),
    trustProxy: get('SAURO_TRUST_PROXY')
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean),
    keys: get('SAURO_KEYS'),
    anchorsFile: get('SAURO_ANCHORS') || resolve(dataDir, 'anchors.jsonl'),
    connections: Number(get('SAURO_CONNECTIONS')),
    tickMs: Number(get('SAURO_TICK_MS')),
    sealS: Number(get('SAURO_SEAL_S')),
    files: get('SAURO_FILES'),
    scanner: get('SAURO_SCANNER'),
    notices: noticesSetting(get, faults),
    stateCache: Number(get('SAURO_STATE_CACHE')),
    oidc: { citizen: oidcSetting('CITIZEN', get, faults), staff: oidcSetting('STAFF', get, faults) },
    demo: get('SAURO_DEMO') === 'yes',
    log: get('SAURO_LOG'),
  }
  if (config.appDatabaseUrl !== '' && config.databaseUrl === '')
    faults.push('SAURO_APP_DATABASE_URL: goes with DATABASE_URL; the embedded server has its own login')
  if (faults.length > 0) throw new WrongConfig(faults)
  return config
}

function noticesSetting(get: (name: string) => string, faults: string[]): Config['notices'] {
  const [url, secret] = [get('SAURO_NOTICES'), get('SAURO_NOTICES_SECRET')]
  if (url === 'outbox') return null
  if (secret === '') faults.push('SAURO_NOTICES_SECRET: needed beside SAURO_NOTICES')
  return { url, secret }
}

function oidcSetting(who: string, get: (name: string) => string, faults: string[]): OidcSetting | null {
  const issuer = get(`SAURO_OIDC_${who}`)
  const client = get(`SAURO_OIDC_${who}_CLIENT`)
  if (issuer === '') return null
  const colon = client.indexOf(':')
  if (colon < 1) {
    faults.push(`SAURO_OIDC_${who}_CLIENT: needed beside SAURO_OIDC_${who}, as id:secret`)
    return null
  }
  return { issuer, clientId: client.slice(0, colon), clientSecret: client.slice(colon + 1) }
}
