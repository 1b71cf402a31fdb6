/** Whose eyes: one tenant's, and there of the sites named alone. */
export interface Viewer {
  readonly tenantId: string;
  /** ULIDs; null: all sites. */
  readonly sites: readonly string[] | null;
}

export function seesSite({ sites }: Pick<Viewer, 'sites'>, siteId: string): boolean {
  return sites === null || sites.includes(siteId);
}
