import type { Schema } from '@fieldline/api-client';

export type LiveEventName = 'reading' | 'refused' | 'connection' | 'device';

/** What the live feed tells; times in ms since 1970. */
export type LiveEvent =
  | {
      readonly event: 'reading';
      readonly device: string;
      readonly at: number;
      readonly receivedAt: number;
      readonly values: Readonly<Record<string, Schema<'MetricValue'>>>;
    }
  | {
      readonly event: 'refused';
      readonly device: string;
      readonly receivedAt: number;
      readonly kind: Schema<'DeadLetter'>['kind'];
      readonly topic: string;
      readonly reason: Schema<'DeadLetter'>['reason'];
    }
  | { readonly event: 'connection'; readonly device: string; readonly connected: boolean; readonly at: number }
  | { readonly event: 'device'; readonly device: string; readonly change: string };

/** What a part of a page wants to hear; where a field is absent: all. */
export interface LiveFilter {
  readonly devices?: readonly string[] | undefined;
  readonly events?: readonly LiveEventName[] | undefined;
}

/** The API names at most so many devices in one feed. */
const MOST_DEVICES = 200;

/** One filter that lets through what any of these does: parts of a page share one connection. */
export function unionOf(filters: readonly LiveFilter[]): LiveFilter {
  const devices =
    filters.every((filter) => filter.devices) && sorted(filters.flatMap((filter) => filter.devices ?? []));
  const events = filters.every((filter) => filter.events) && sorted(filters.flatMap((filter) => filter.events ?? []));
  return {
    ...(devices && devices.length <= MOST_DEVICES ? { devices } : {}),
    ...(events ? { events } : {}),
  };
}

export function lets(filter: LiveFilter, event: LiveEvent): boolean {
  return (filter.devices?.includes(event.device) ?? true) && (filter.events?.includes(event.event) ?? true);
}

/** The feed's path and query; `lastEventId` goes on after that event. */
export function liveUrl({ devices, events }: LiveFilter, lastEventId?: string): string {
  const query = new URLSearchParams();
  for (const device of devices ?? []) query.append('device', device);
  for (const event of events ?? []) query.append('event', event);
  if (lastEventId) query.set('lastEventId', lastEventId);
  const text = query.toString();
  return `/api/v1/live${text ? `?${text}` : ''}`;
}

function sorted<T extends string>(names: readonly T[]): readonly T[] {
  return [...new Set(names)].sort();
}
