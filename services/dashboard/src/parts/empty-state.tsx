import type { ReactNode } from 'react';

/** Nothing is here: says what to do next; the button or command stands in `children`. */
export function EmptyState({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {children}
    </div>
  );
}
