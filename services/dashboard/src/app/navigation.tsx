import { Link } from 'wouter';
import { useMay } from '../api/use-session.js';

const PLACES = [
  ['/', 'Overview'],
  ['/devices', 'Devices'],
  ['/map', 'Map'],
  ['/compare', 'Compare'],
  ['/dead-letters', 'Dead letters'],
  ['/profiles', 'Profiles'],
  ['/settings', 'Settings'],
] as const;

const isAt = (path: string, href: string) => path === href || (href !== '/' && path.startsWith(`${href}/`));

export function Navigation({ path }: { readonly path: string }) {
  const mayWrite = useMay('write');
  return (
    <nav aria-label="Pages">
      {mayWrite && (
        <Link href="/add-device" className="button primary">
          Add device
        </Link>
      )}
      <ul>
        {PLACES.map(([href, word]) => (
          <li key={href}>
            <Link href={href} {...(isAt(path, href) ? { 'aria-current': 'page' as const } : {})}>
              {word}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
