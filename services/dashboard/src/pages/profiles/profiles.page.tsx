import { useParams, useSearchParams } from 'wouter';
import { useMay } from '../../api/use-session.js';
import { ProfileEditor } from './profile-editor.js';
import { ProfileList } from './profile-list.js';
import { ProfilePage } from './profile.js';
import './profiles.css';

/** What devices of a kind send: all profiles, or one with its versions. */
export default function ProfilesPage() {
  const { profile } = useParams<{ profile?: string }>();
  const [search] = useSearchParams();
  const mayWrite = useMay('write');
  if (profile !== undefined) return <ProfilePage id={profile} />;
  return search.has('new') && mayWrite ? <ProfileEditor /> : <ProfileList />;
}
