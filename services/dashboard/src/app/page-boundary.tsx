import { Component, type ReactNode } from 'react';

/** A page that fails shows why, and leaves the navigation alone. */
export class PageBoundary extends Component<{ readonly children: ReactNode }, { readonly error?: Error }> {
  override state: { readonly error?: Error } = {};

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <div className="notice bad" role="alert">
        <strong>This page could not be shown.</strong>
        <span>{error.message}</span>
        <button type="button" className="button" onClick={() => location.reload()}>
          Load it again
        </button>
      </div>
    );
  }
}
