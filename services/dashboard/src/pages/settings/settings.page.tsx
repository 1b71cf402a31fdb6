import type { ComponentType } from 'react';
import { Link, useParams } from 'wouter';
import { EmptyState } from '../../parts/empty-state.js';
import { Page } from '../../parts/page.js';
import { About } from './about.js';
import { Account } from './account.js';
import { EnrolmentKeys } from './enrolment-keys.js';
import { Sites } from './sites.js';
import { Tokens } from './tokens.js';
import './settings.css';

const SECTIONS: readonly (readonly [path: string, word: string, part: ComponentType])[] = [
  ['account', 'Account', Account],
  ['tokens', 'API tokens', Tokens],
  ['sites', 'Sites and locations', Sites],
  ['enrolment-keys', 'Enrolment keys', EnrolmentKeys],
  ['about', 'About', About],
];

export default function SettingsPage() {
  const { section = 'account' } = useParams();
  const Part = SECTIONS.find(([path]) => path === section)?.[2];
  return (
    <Page title="Settings">
      <nav className="tabs" aria-label="Settings">
        {SECTIONS.map(([path, word]) => (
          <Link
            key={path}
            href={`/settings/${path}`}
            {...(path === section ? { 'aria-current': 'page' as const } : {})}
          >
            {word}
          </Link>
        ))}
      </nav>
      {Part ? <Part /> : <EmptyState title="There are no such settings." />}
    </Page>
  );
}
