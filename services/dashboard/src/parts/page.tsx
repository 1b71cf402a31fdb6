import { useEffect, type ReactNode } from 'react';

export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Fieldline`;
  }, [title]);
}

interface Props {
  readonly title: string;
  /** Beside the heading: what one does on this page. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page's heading, its title in the browser, and what is on it. */
export function Page({ title, actions, children }: Props) {
  usePageTitle(title);
  return (
    <>
      <div className="page-head">
        <h1>{title}</h1>
        {actions && <div className="row">{actions}</div>}
      </div>
      {children}
    </>
  );
}
