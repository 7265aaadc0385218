import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

export type Browser = { path: string } | { missing: string }

/** A Chromium for the journeys: the system's, else Playwright's own, else Debian's package when we may install it. */
export function findBrowser(say: (line: string) => void, env: NodeJS.ProcessEnv = process.env): Browser {
  const found = installed(env)
  if (found !== undefined) return { path: found }
  if (mayInstall()) {
    say("No browser found: installing Debian's chromium (apt-get install -y chromium) …")
    const quiet = { stdio: 'ignore', env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } } as const
    spawnSync('apt-get', ['update', '-qq'], quiet)
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], quiet)
    const now = installed(env)
    if (now !== undefined) return { path: now }
  }
  return {
    missing:
      'No browser for the journeys: install Chromium or Google Chrome (Debian: apt install chromium), ' +
      'or run "npx playwright-core install chromium", or set CHROME_PATH to one.',
  }
}

function installed(env: NodeJS.ProcessEnv): string | undefined {
  if (env.CHROME_PATH && existsSync(env.CHROME_PATH)) return env.CHROME_PATH
  for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) {
    const which = spawnSync('sh', ['-c', 'command -v "$1"', 'sh', name], { encoding: 'utf8', env })
    if (which.status === 0) return which.stdout.trim()
  }
  const own = chromium.executablePath()
  return existsSync(own) ? own : undefined
}

function mayInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get')
}
