import { useId, useRef } from 'react';

interface Props {
  readonly label: string;
  /** What will happen, in a sentence. */
  readonly says: string;
  readonly confirm: string;
  readonly onConfirm: () => void;
  readonly disabled?: boolean;
}

/** Does what cannot be undone only after a question. */
export function ConfirmButton({ label, says, confirm, onConfirm, disabled = false }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const close = () => dialog.current?.close();
  return (
    <>
      <button type="button" className="button danger" disabled={disabled} onClick={() => dialog.current?.showModal()}>
        {label}
      </button>
      <dialog ref={dialog} className="dialog" aria-labelledby={id}>
        <div className="stack">
          <p id={id}>{says}</p>
          <div className="row">
            <button
              type="button"
              className="button danger"
              onClick={() => {
                close();
                onConfirm();
              }}
            >
              {confirm}
            </button>
            <button type="button" className="button" onClick={close}>
              Cancel
            </button>
          </div>
        </div>
      </dialog>
    </>
  );
}
