/** Where something is being loaded. */
export function Skeleton({ lines = 4, what }: { readonly lines?: number; readonly what: string }) {
  return (
    <div className="skeleton" role="status">
      <span className="hidden-words">Loading {what} …</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} aria-hidden="true" style={{ width: `${100 - ((line * 17) % 45)}%` }} />
      ))}
    </div>
  );
}
