import { useId, type ReactNode } from 'react';

interface Props {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly fault?: string | undefined;
  /** The control; gets the id of its label and of what describes it. */
  readonly children: (ids: { id: string; 'aria-describedby': string; 'aria-invalid': boolean }) => ReactNode;
}

/** A control with its label, what helps to fill it in, and what is wrong with it. */
export function Field({ label, hint, fault, children }: Props) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': `${id}-says`, 'aria-invalid': fault !== undefined })}
      <span id={`${id}-says`} className={fault ? 'fault' : 'hint'}>
        {fault ?? hint}
      </span>
    </div>
  );
}
