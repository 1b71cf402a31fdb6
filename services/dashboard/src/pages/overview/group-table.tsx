import { Link } from 'wouter';
import { rateText } from '../../app/format.js';
import { devicesHref } from './attention.js';

interface Group {
  readonly key: string;
  readonly name: string;
  readonly filter: Readonly<Record<string, string>>;
  readonly devices: number;
  readonly online: number;
  readonly stale: number;
  readonly silent: number;
  readonly refusedLastHour: number;
  readonly messagesPerSecond: number;
}

/** Devices of each site or domain by what they are doing; a number leads to the devices that it counts. */
export function GroupTable({ title, groups }: { readonly title: string; readonly groups: readonly Group[] }) {
  return (
    <section className="card stack">
      <h2>{title}</h2>
      <table className="table cards groups">
        <thead>
          <tr>
            <th>Name</th>
            <th className="number">Devices</th>
            <th className="number">Online</th>
            <th className="number">Stale</th>
            <th className="number">Silent</th>
            <th className="number">Refused, last hour</th>
            <th className="number">Messages</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={group.key}>
              <td>
                <Link href={devicesHref(group.filter)}>
                  <strong>{group.name}</strong>
                </Link>
              </td>
              <td className="number" data-label="Devices">
                {group.devices.toLocaleString('en')}
              </td>
              <State group={group} state="online" tone="good" />
              <State group={group} state="stale" tone="warn" />
              <State group={group} state="silent" tone="quiet" />
              <td className="number" data-label="Refused, last hour">
                <Count
                  count={group.refusedLastHour}
                  tone="bad"
                  href={`/dead-letters?${new URLSearchParams('site' in group.filter ? group.filter : {}).toString()}`}
                />
              </td>
              <td className="number" data-label="Messages">
                {rateText(group.messagesPerSecond)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface StateProps {
  readonly group: Group;
  readonly state: 'online' | 'stale' | 'silent';
  readonly tone: string;
}

function State({ group, state, tone }: StateProps) {
  return (
    <td className="number" data-label={`${state[0]?.toUpperCase()}${state.slice(1)}`}>
      <Count count={group[state]} tone={tone} href={devicesHref({ ...group.filter, state })} />
    </td>
  );
}

function Count({ count, tone, href }: { readonly count: number; readonly tone: string; readonly href: string }) {
  if (count === 0) return <span className="muted">0</span>;
  return (
    <Link href={href} className={`count ${tone}`}>
      {count.toLocaleString('en')}
    </Link>
  );
}
