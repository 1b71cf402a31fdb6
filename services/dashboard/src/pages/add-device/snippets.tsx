import { useState, type KeyboardEvent } from 'react';
import { CopyButton } from '../../parts/copy-button.js';
import { filledIn } from './draft.js';

interface Answer {
  readonly topic: string;
  readonly passwordPlaceholder: string;
  readonly snippets: readonly {
    readonly language: string;
    readonly title: string;
    readonly file: string;
    readonly needs: string;
    readonly code: string;
  }[];
}

/** The code in each language, ready to copy; arrow keys go through the tabs. */
export function Snippets({ answer, secret }: { readonly answer: Answer; readonly secret: string }) {
  const [chosen, setChosen] = useState(0);
  const snippet = answer.snippets[chosen];
  if (snippet === undefined) return null;
  const code = filledIn(snippet.code, answer.passwordPlaceholder, secret);
  const onKey = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const next = (chosen + step + answer.snippets.length) % answer.snippets.length;
    setChosen(next);
    event.currentTarget.querySelectorAll('button')[next]?.focus();
  };
  return (
    <section className="card stack" aria-label="Code for the device">
      <div className="tabs" role="tablist" aria-label="Language" onKeyDown={onKey}>
        {answer.snippets.map(({ language, title }, index) => (
          <button
            key={language}
            type="button"
            role="tab"
            id={`tab-${language}`}
            aria-selected={index === chosen}
            aria-controls="snippet"
            tabIndex={index === chosen ? 0 : -1}
            onClick={() => setChosen(index)}
          >
            {title}
          </button>
        ))}
      </div>
      <div id="snippet" role="tabpanel" aria-labelledby={`tab-${snippet.language}`} className="stack">
        <div className="row">
          <span className="grow">
            Save as <code>{snippet.file}</code>. Needs: <code>{snippet.needs}</code>
          </span>
          <CopyButton text={code} what="the code" />
        </div>
        <div className="code">
          <pre tabIndex={0} aria-label={`${snippet.title} code`}>
            {code}
          </pre>
        </div>
        {code.includes('YOUR_WIFI') && (
          <p className="muted">
            Put the name and password of your Wi-Fi where <code>YOUR_WIFI</code> and <code>YOUR_WIFI_PASSWORD</code>{' '}
            stand.
          </p>
        )}
      </div>
    </section>
  );
}
