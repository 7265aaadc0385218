import type { Command } from './command.ts'

/** A command is loaded when it is called: `due` should not wait for the web server's code. */
const list: Command[] = [
  {
    name: 'demo',
    summary: 'bring up a living demonstration city',
    run: async (argv, io) => (await import('./demo.ts')).demo(argv, io),
  },
  {
    name: 'serve',
    summary: 'serve an installation',
    run: async (argv, io) => (await import('./serve.ts')).serve(argv, io),
  },
  {
    name: 'migrate',
    summary: 'bring the database up to date',
    run: async (argv, io) => (await import('./migrate.ts')).migrateCommand(argv, io),
  },
  {
    name: 'import',
    summary: 'import units or procedures from files',
    run: async (argv, io) => (await import('./import.ts')).importCommand(argv, io),
  },
  {
    name: 'account',
    summary: 'make an official’s account, the first of an installation too',
    run: async (argv, io) => (await import('./account.ts')).account(argv, io),
  },
  {
    name: 'procedures',
    summary: 'find a procedure by words, with marks or without',
    run: async (argv, io) => (await import('./procedures.ts')).procedures(argv, io),
  },
  {
    name: 'verify',
    summary: 'check every entry, chain, block and anchor of the ledger',
    run: async (argv, io) => (await import('./verify.ts')).verify(argv, io),
  },
  {
    name: 'due',
    summary: 'when a period is due, and why',
    run: async (argv, io) => (await import('#calendar')).dueCommand(argv, io),
  },
  {
    name: 'elapsed',
    summary: 'working time between two instants',
    run: async (argv, io) => (await import('#calendar')).elapsedCommand(argv, io),
  },
  {
    name: 'generate',
    summary: 'fill a database with items, for measuring',
    run: async (argv, io) => (await import('./generate.ts')).generate(argv, io),
  },
  {
    name: 'bench',
    summary: 'measure, as ratios against the bare database',
    run: async (argv, io) => (await import('./bench.ts')).bench(argv, io),
  },
  {
    name: 'openapi',
    summary: 'the description of the API, as openapi.json holds it',
    run: async (argv, io) => (await import('./openapi.ts')).openapi(argv, io),
  },
  {
    name: 'test',
    summary: 'types, lint, tidiness, unit, database and browser tests',
    run: async (argv, io) => (await import('../testing/index.ts')).testCommand(argv, io),
  },
  { name: 'help', summary: 'this list', run: async (_argv, io) => help(io) },
]

export const commands: ReadonlyMap<string, Command> = new Map(
  list.flatMap((one) =>
    one.name === 'help'
      ? ['help', '--help', '-h'].map((name) => [name, one] as const)
      : [[one.name, one] as const],
  ),
)

async function help({ out }: Parameters<Command['run']>[1]): Promise<number> {
  out('Sáu Rõ: người, việc, thời gian, trách nhiệm, sản phẩm, thẩm quyền\n')
  out('usage: ./sauro <command> [options]\n')
  for (const { name, summary } of list) out(`  ${name.padEnd(10)} ${summary}`)
  out('\n"./sauro <command> --help" tells more. Settings: docs/configuration.md')
  return 0
}
