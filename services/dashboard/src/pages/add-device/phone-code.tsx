import { useQuery } from '@tanstack/react-query';
import { phoneAddress } from './phone-address.js';

/** This page's address as a code for a phone's camera. */
export function PhoneCode({ mqtt }: { readonly mqtt: { readonly host: string; readonly lan: boolean } }) {
  const { origin, hostname, port, pathname, search } = location;
  const address = phoneAddress({ origin, hostname, port, path: `${pathname}${search}` }, mqtt);
  const image = useQuery({
    queryKey: ['phone-code', address],
    enabled: address !== undefined,
    staleTime: Infinity,
    queryFn: async () => {
      const { default: codes } = await import('qrcode');
      return codes.toDataURL(address ?? '', { margin: 2, width: 200 });
    },
  });
  if (address === undefined) return null;
  return (
    <section className="card stack phone" aria-labelledby="phone">
      <h2 id="phone">On the phone</h2>
      {image.data && (
        <img className="phone-code" src={image.data} alt={`QR code of ${address}`} width="200" height="200" />
      )}
      <a href={address} className="address">
        {address}
      </a>
      <p className="muted">In the same network. The key is not part of this address.</p>
    </section>
  );
}
