import { memo } from 'react';
import { Link } from 'wouter';
import { numberText } from '../../app/format.js';
import { Ago } from '../../parts/ago.js';
import { StateBadge } from '../../parts/state-badge.js';
import type { ListedDevice } from './list-query.js';

interface Props {
  readonly device: ListedDevice;
  /** Of its site. */
  readonly zone: string;
}

/** The cells of a device; drawn anew only when the device changed. */
export const DeviceRow = memo(function DeviceRow({ device, zone }: Props) {
  return (
    <>
      <span role="cell" className="who">
        <Link href={`/devices/${encodeURIComponent(device.device)}`}>{device.device}</Link>
        {device.name !== device.device && <span className="muted">{device.name}</span>}
      </span>
      <span role="cell" className="site">
        {device.site}
      </span>
      <span role="cell" className="profile">
        {device.profile.id}
      </span>
      <span role="cell" className="state">
        <StateBadge state={device.state} disabled={device.disabled} />
      </span>
      <span role="cell" className="last">
        <Ago at={device.lastReadingAt} zone={zone} />
      </span>
      <span role="cell" className="rate number">
        {numberText(device.readingsPerMinute)}
        <span className="unit">/min</span>
      </span>
      <span role="cell" className="refused number">
        {device.refusedLastHour > 0 ? (
          <Link className="count bad" href={`/dead-letters?device=${encodeURIComponent(device.device)}`}>
            {device.refusedLastHour.toLocaleString('en')}
            <span className="unit"> refused</span>
          </Link>
        ) : (
          <span className="muted none">0</span>
        )}
      </span>
    </>
  );
});
