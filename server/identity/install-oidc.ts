import { outgoing, type Config, type HttpServer, type Outgoing } from '#kernel'
import type { Identity } from './authenticate.ts'
import { demoOidc, demoPath, mountDemoProvider } from './demo/provider.ts'
import { oidcRoutes } from './oidc-routes.ts'

/**
 * Sign-in by the issuers of the configuration. The demonstration without one brings its own, on the same port. The issuers that the
 * installation names may lie in its private network; nothing else may.
 */
export function installOidc(app: HttpServer, identity: Identity): void {
  const { config, clock } = identity.parts
  if (config.demo && !config.oidc.citizen) {
    mountDemoProvider(app, config)
    const citizen = demoOidc(config)
    oidcRoutes(app, identity, {
      config: { ...config, oidc: { ...config.oidc, citizen } },
      clock,
      fetch: homeward(config),
    })
    return
  }
  oidcRoutes(app, identity, { config, clock, fetch: outgoing({ allow: named(config) }) })
}

const named = (config: Config): string[] =>
  [config.oidc.citizen, config.oidc.staff].flatMap((setting) => (setting ? [setting.issuer] : []))

/** Our own public address may not lead back to us from inside (a tunnel, a proxy), so calls to our own provider go to the port. */
function homeward(config: Config): Outgoing {
  const home = `http://127.0.0.1:${config.port}`
  const ours = new URL(config.publicUrl).origin
  const call = outgoing({ allow: [home, ...named(config)] })
  return (url, init) => {
    const target = new URL(url)
    const own = target.origin === ours && target.pathname.startsWith(`${demoPath}/`)
    return call(own ? home + target.pathname + target.search : target, init)
  }
}
