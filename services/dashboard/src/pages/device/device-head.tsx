import { Link } from 'wouter';
import { Ago } from '../../parts/ago.js';
import { usePageTitle } from '../../parts/page.js';
import { StateBadge } from '../../parts/state-badge.js';
import type { Device, ListedDevice } from './use-device.js';

interface Props {
  readonly device: Device;
  readonly listed: ListedDevice | null | undefined;
  readonly zone: string;
}

/** Who it is and what it is doing. */
export function DeviceHead({ device, listed, zone }: Props) {
  usePageTitle(device.name);
  return (
    <header className="stack">
      <div className="page-head">
        <h1>{device.name}</h1>
        <div className="row">
          {listed && <StateBadge state={listed.state} disabled={device.disabled} />}
          <Link className="button" href={`/compare?devices=${encodeURIComponent(device.device)}`}>
            Compare
          </Link>
        </div>
      </div>
      <dl className="device-facts">
        <Fact term="Device">
          <code>{device.device}</code>
        </Fact>
        <Fact term="Site">{device.site}</Fact>
        <Fact term="Profile">
          <Link href={`/profiles/${device.profile.id}`}>
            {device.profile.id} version {device.profile.version}
          </Link>
        </Fact>
        {listed && (
          <>
            <Fact term="Last heard">
              <Ago at={listed.lastReadingAt} zone={zone} never="never" />
            </Fact>
            <Fact term="Connection">{listed.connected ? 'connected' : 'not connected'}</Fact>
          </>
        )}
        {device.firmware !== null && <Fact term="Firmware">{device.firmware}</Fact>}
        {device.gateway !== null && <Fact term="Sends through">{device.gateway}</Fact>}
      </dl>
    </header>
  );
}

function Fact({ term, children }: { readonly term: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
