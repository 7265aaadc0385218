import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

export type Browser = { path: string } | { missing: string }

type Surroundings = {
  env: NodeJS.ProcessEnv
  /** Where Playwright keeps the browser it downloaded, if it did. */
  own: string
  /** Installs the system's chromium where we may; false where we may not. */
  install: (say: (line: string) => void) => boolean
}

/** A Chromium for the journeys: the system's, else Playwright's own, else Debian's package when we may install it. */
export function findBrowser(say: (line: string) => void, around: Partial<Surroundings> = {}): Browser {
  const { env = process.env, own = chromium.executablePath(), install = installOnDebian } = around
  const found = installed(env, own) ?? (install(say) ? installed(env, own) : undefined)
  if (found !== undefined) return { path: found }
  return {
    missing:
      'No browser for the journeys: install Chromium or Google Chrome (Debian: apt install chromium), ' +
      'or run "npx playwright-core install chromium", or set CHROME_PATH to one.',
  }
}

function installed(env: NodeJS.ProcessEnv, own: string): string | undefined {
  if (env.CHROME_PATH && existsSync(env.CHROME_PATH)) return env.CHROME_PATH
  for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) {
    const which = spawnSync('/bin/sh', ['-c', 'command -v "$1"', 'sh', name], { encoding: 'utf8', env })
    if (which.status === 0) return which.stdout.trim()
  }
  return existsSync(own) ? own : undefined
}

function installOnDebian(say: (line: string) => void): boolean {
  const may = process.getuid?.() === 0 && existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get')
  if (!may) return false
  say("No browser found: installing Debian's chromium (apt-get install -y chromium) …")
  const quiet = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const
  spawnSync('apt-get', ['update', '-qq'], quiet)
  return (
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], quiet).status === 0
  )
}
