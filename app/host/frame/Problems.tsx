// The box for a crashed extension, and for errors it survived.
import type { Problem } from '../worker/api.ts';

interface ProblemsProps {
  readonly problems: readonly Problem[];
  readonly onDismiss: () => void;
}

export function Problems({ problems, onDismiss }: ProblemsProps) {
  if (problems.length === 0) return null;
  const crashed = problems.some(({ kind }) => kind === 'crash');
  return (
    <section role="alert" className="problems" aria-label="Problems of the extension">
      <h2>{crashed ? 'The extension crashed' : 'The extension reported an error'}</h2>
      {problems.map(({ kind, message, stack }) => (
        <div key={`${kind}${message}`}>
          <p>{message}</p>
          {stack !== '' && (
            <details>
              <summary>Where it happened</summary>
              <pre>{stack}</pre>
            </details>
          )}
        </div>
      ))}
      {crashed ? (
        <button
          type="button"
          className="button button-secondary button-sm"
          onClick={() => {
            location.reload();
          }}
        >
          Load it again
        </button>
      ) : (
        <button type="button" className="button button-secondary button-sm" onClick={onDismiss}>
          Dismiss
        </button>
      )}
    </section>
  );
}
