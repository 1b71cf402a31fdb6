import { useMay } from '../../api/use-session.js';
import { ChangeDevice } from './change-device.js';
import { DeleteDevice } from './delete-device.js';
import { DeviceSecrets } from './device-secrets.js';
import { SwitchDevice } from './switch-device.js';
import type { TaggedDevice } from './use-device.js';

interface Props {
  readonly tagged: TaggedDevice;
  readonly zone: string;
}

/** How the device is set up; without the scope `write` it can only be read. */
export function DeviceSettings({ tagged, zone }: Props) {
  const [mayWrite, mayDelete] = [useMay('write'), useMay('admin')];
  return (
    <div className="stack">
      {!mayWrite && <p className="notice">You may read this, not change it: that needs the scope “write”.</p>}
      <ChangeDevice key={tagged.device.updatedAt} tagged={tagged} mayWrite={mayWrite} />
      {mayWrite && <SwitchDevice tagged={tagged} />}
      <DeviceSecrets device={tagged.device.device} zone={zone} mayWrite={mayWrite} />
      {mayDelete && <DeleteDevice tagged={tagged} />}
    </div>
  );
}
