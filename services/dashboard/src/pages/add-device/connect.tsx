import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../api/client.js';
import { CopyButton } from '../../parts/copy-button.js';
import { Loaded } from '../../parts/loaded.js';
import { FirstReading } from './first-reading.js';
import { LanNotice } from './lan-notice.js';
import { PhoneCode } from './phone-code.js';
import { Snippets } from './snippets.js';
import type { Made } from './use-make.js';

/** The code for the device, and what comes of it. */
export function Connect({ made, onAgain }: { readonly made: Made; readonly onAgain: () => void }) {
  const { profile, device, credential } = made.draft;
  const snippets = useQuery({
    queryKey: ['snippets', profile, device, credential],
    staleTime: Infinity,
    queryFn: () => answerOf(api.GET('/snippets', { params: { query: { profile, device, credential } } })),
  });
  return (
    <div className="connect">
      <div className="stack code-for-it">
        <section className="card stack" aria-labelledby="secret">
          <h2 id="secret">{credential === 'key' ? 'Enrolment key' : `Secret of ${device}`}</h2>
          <div className="row">
            <span className="secret grow">{made.secret}</span>
            <CopyButton text={made.secret} what={credential === 'key' ? 'the key' : 'the secret'} />
          </div>
          <p className="muted">It is shown this once. The code below has it filled in.</p>
        </section>
        <Loaded query={snippets} what="the code" lines={12}>
          {(answer) => (
            <>
              <LanNotice mqtt={answer.mqtt} />
              <Snippets answer={answer} secret={made.secret} />
            </>
          )}
        </Loaded>
      </div>
      <FirstReading made={made} />
      <div className="stack rest">
        {snippets.data && <PhoneCode mqtt={snippets.data.mqtt} />}
        <button type="button" className="button" onClick={onAgain}>
          Add another device
        </button>
      </div>
    </div>
  );
}
