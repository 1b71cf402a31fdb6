import type { ProfileRef } from '@fieldline/contracts';
import type { Page, PageRequest } from './page.js';
import type { ChangeStamps } from './registry-store.js';
import type { Viewer } from './viewer.js';

/** Times are ms since 1970. */
export interface SecretView {
  readonly id: string;
  readonly createdAt: number;
  readonly expiresAt: number | null;
  readonly revoked: boolean;
}

export interface EnrolmentKeyView {
  readonly id: string;
  readonly siteId: string;
  readonly profile: ProfileRef;
  /** Devices that it has registered. */
  readonly registered: number;
  readonly createdAt: number;
  readonly revoked: boolean;
}

export interface KeyFilter {
  readonly site?: string | undefined;
  readonly profile?: string | undefined;
}

/** Secrets and enrolment keys without themselves. Every method rejects with RetriableError while the store is away. */
export interface CredentialStore {
  /** The newest first. */
  secrets(tenantId: string, deviceId: string, page: PageRequest): Promise<Page<SecretView>>;
  /** The newest first. */
  enrolmentKeys(viewer: Viewer, filter: KeyFilter, page: PageRequest): Promise<Page<EnrolmentKeyView>>;
  enrolmentKey(viewer: Viewer, id: string): Promise<EnrolmentKeyView | undefined>;
  /** Of a secret or key, its site; undefined where the tenant has no such credential. */
  siteOf(tenantId: string, id: string): Promise<string | undefined>;
  /** Ends all secrets of a device but one; resolves with how many. */
  revokeOthers(tenantId: string, deviceId: string, kept: string, stamps: ChangeStamps): Promise<number>;
}
