import { SCOPES } from '@fieldline/contracts';
import { UnauthorizedError, type Clock } from '@fieldline/platform';
import { generateKeyPair, jwtVerify, SignJWT, type CryptoKey } from 'jose';
import { z } from 'zod';
import type { CallerIdentity } from './caller.js';

export const IDENTITY_HEADER = 'fieldline-identity';

/** A forwarded request is answered well within it; a stolen identity is worth no more. */
const LIFETIME_SECONDS = 60;
/** Clocks of two machines may differ by so much. */
const TOLERANCE_SECONDS = 5;
const ALGORITHM = 'EdDSA';
const ISSUER = 'fieldline-gateway';

const claimsSchema = z.object({
  sub: z.string(),
  kind: z.enum(['user', 'token', 'owner']),
  name: z.string(),
  tenant: z.string(),
  scope: z.enum(SCOPES),
  sites: z.array(z.string()).nullable(),
});

/** Ed25519 (RFC 8032): the gateway signs, and who verifies cannot. */
export interface IdentityKeys {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

export async function makeIdentityKeys(): Promise<IdentityKeys> {
  return generateKeyPair(ALGORITHM, { crv: 'Ed25519' });
}

/** Signs who asks as a JWS (RFC 7515) with the claims of a JWT (RFC 7519), for one minute. */
export class IdentitySigner {
  readonly #key: CryptoKey;
  readonly #clock: Clock;

  constructor(key: CryptoKey, clock: Clock) {
    this.#key = key;
    this.#clock = clock;
  }

  sign({ kind, id, name, tenantId, scope, sites }: CallerIdentity): Promise<string> {
    const now = Math.floor(this.#clock.now() / 1000);
    return new SignJWT({ kind, name, tenant: tenantId, scope, sites })
      .setProtectedHeader({ alg: ALGORITHM })
      .setIssuer(ISSUER)
      .setSubject(id)
      .setIssuedAt(now)
      .setExpirationTime(now + LIFETIME_SECONDS)
      .sign(this.#key);
  }
}

/** Believes nothing but what the gateway signed a moment ago. */
export class IdentityVerifier {
  readonly #key: CryptoKey;
  readonly #clock: Clock;

  constructor(key: CryptoKey, clock: Clock) {
    this.#key = key;
    this.#clock = clock;
  }

  /** Rejects with UnauthorizedError. */
  async verify(token: string): Promise<CallerIdentity> {
    try {
      const { payload } = await jwtVerify(token, this.#key, {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        requiredClaims: ['sub', 'iat', 'exp'],
        clockTolerance: TOLERANCE_SECONDS,
        maxTokenAge: LIFETIME_SECONDS,
        currentDate: new Date(this.#clock.now()),
      });
      const { sub, kind, name, tenant, scope, sites } = claimsSchema.parse(payload);
      return { kind, id: sub, name, tenantId: tenant, scope, sites };
    } catch (cause) {
      throw new UnauthorizedError(
        `${IDENTITY_HEADER}: not an identity that the gateway signed within the last minute`,
        {
          cause,
        },
      );
    }
  }
}
