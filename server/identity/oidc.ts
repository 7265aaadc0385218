import * as client from 'openid-client'
import { outgoing, Refusal, type Clock, type Config, type OidcSetting, type Outgoing } from '#kernel'

export type Audience = 'citizen' | 'staff'

/** One issuer we send people to. */
export interface Issuer {
  audience: Audience
  issuer: string
  /** The address to send the browser to, with what must be kept to know it again. */
  begin(): Promise<{ url: URL; state: string; kept: Kept }>
  /** What the issuer says about somebody, every check made. Refuses with `OidcRefused`. */
  finish(callback: URL, kept: Kept): Promise<Claims>
}

/** Kept, sealed, between the two halves of a sign-in. */
export interface Kept {
  state: string
  nonce: string
  verifier: string
}

export interface Claims {
  subject: string
  claims: Record<string, unknown>
}

export interface OidcParts {
  config: Config
  clock: Clock
  /** The demonstration's own issuer lies in this very process: calls to it go to the listening port, whatever its public address is. */
  fetch?: Outgoing
}

export function openIssuers(parts: OidcParts): Map<Audience, Issuer> {
  const issuers = new Map<Audience, Issuer>()
  for (const audience of ['citizen', 'staff'] as const) {
    const setting = parts.config.oidc[audience]
    if (setting) issuers.set(audience, openIssuer(audience, setting, parts))
  }
  return issuers
}

/** A failed discovery is tried again at the next sign-in, a good one kept. */
function openIssuer(audience: Audience, setting: OidcSetting, parts: OidcParts): Issuer {
  const redirect = `${parts.config.publicUrl}/auth/oidc/${audience}/callback`
  let found: Promise<client.Configuration> | undefined
  const discovered = (): Promise<client.Configuration> => {
    found ??= discover(setting, parts).catch((error: unknown) => {
      found = undefined
      throw new IssuerUnavailable(error)
    })
    return found
  }
  return {
    audience,
    issuer: setting.issuer,
    async begin() {
      const configuration = await discovered()
      const kept = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        verifier: client.randomPKCECodeVerifier(),
      }
      const url = client.buildAuthorizationUrl(configuration, {
        redirect_uri: redirect,
        scope: 'openid profile',
        response_type: 'code',
        code_challenge: await client.calculatePKCECodeChallenge(kept.verifier),
        code_challenge_method: 'S256',
        state: kept.state,
        nonce: kept.nonce,
        // A shared computer must not sign the next person in as the one before.
        prompt: 'login',
      })
      return { url, state: kept.state, kept }
    },
    async finish(callback, kept) {
      const configuration = await discovered()
      const at = new URL(redirect)
      at.search = callback.search
      try {
        const tokens = await client.authorizationCodeGrant(configuration, at, {
          pkceCodeVerifier: kept.verifier,
          expectedState: kept.state,
          expectedNonce: kept.nonce,
          idTokenExpected: true,
        })
        const id = tokens.claims()!
        const more = configuration.serverMetadata().userinfo_endpoint
          ? await client.fetchUserInfo(configuration, tokens.access_token, id.sub)
          : {}
        return { subject: id.sub, claims: { ...id, ...more } }
      } catch (error) {
        throw new OidcRefused(error)
      }
    },
  }
}

async function discover(setting: OidcSetting, parts: OidcParts): Promise<client.Configuration> {
  const insecure = setting.issuer.startsWith('http:')
  if (insecure && !parts.config.demo) throw new Error('an issuer is reached by https only')
  const call = parts.fetch ?? outgoing()
  const customFetch: client.CustomFetch = (url, options) =>
    call(url, { ...options, body: bodyOf(options.body) })
  return client.discovery(
    new URL(setting.issuer),
    setting.clientId,
    {},
    client.ClientSecretBasic(setting.clientSecret),
    {
      [client.customFetch]: customFetch,
      // The signature of an ID token is checked even though it comes straight from the issuer: `none` and foreign keys are refused.
      execute: [client.enableNonRepudiationChecks, ...(insecure ? [client.allowInsecureRequests] : [])],
      timeout: 10,
    },
  )
}

function bodyOf(body: client.FetchBody): string | Uint8Array | URLSearchParams | null {
  if (body === undefined || body === null) return null
  if (typeof body === 'string' || body instanceof URLSearchParams || body instanceof Uint8Array) return body
  throw new TypeError('the sign-in library sent a body of an unknown kind')
}

export class OidcRefused extends Refusal {
  constructor(cause: unknown) {
    super(
      'OidcRefused',
      {
        vi: 'Không xác minh được lần đăng nhập này. Hãy bắt đầu lại từ trang đăng nhập.',
        en: 'This sign-in could not be verified. Start again from the sign-in page.',
      },
      { kind: 'unauthenticated', facts: { reason: reasonOf(cause) } },
    )
    this.cause = cause
  }
}

/** A short code for the log and the screen; never what the other side wrote. */
function reasonOf(cause: unknown): string {
  const code = (cause as { code?: unknown } | null)?.code
  return typeof code === 'string' && /^[A-Za-z_]{1,60}$/.test(code) ? code : 'refused'
}

export class IssuerUnavailable extends Refusal {
  constructor(cause: unknown) {
    super(
      'IssuerUnavailable',
      {
        vi: 'Hệ thống định danh chưa trả lời. Hãy thử lại sau ít phút; tra cứu bằng mã hồ sơ vẫn dùng được.',
        en: 'The identity system does not answer. Try again in a few minutes; tracking by code still works.',
      },
      { kind: 'unavailable' },
    )
    this.cause = cause
  }
}
