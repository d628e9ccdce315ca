// A score from 0 to 100 as a ring: to 32 red, to 65 yellow, above green.
import type { ScoreProps } from '@hubspot/ui-extensions';

const circumference = 2 * Math.PI * 26;

export function ScoreCircle({ score, testId }: ScoreProps) {
  const band = score <= 32 ? 'alert' : score <= 65 ? 'warning' : 'success';
  const drawn = (Math.min(Math.max(score, 0), 100) / 100) * circumference;
  return (
    <div
      role="img"
      aria-label={`Score ${score} of 100`}
      className={`score score-${band}`}
      data-testid={testId}
    >
      <svg viewBox="0 0 64 64" aria-hidden="true">
        <circle cx="32" cy="32" r="26" className="score-track" />
        <circle
          cx="32"
          cy="32"
          r="26"
          className="score-value"
          strokeDasharray={`${drawn} ${circumference}`}
          transform="rotate(-90 32 32)"
        />
      </svg>
      <span aria-hidden="true">{score}</span>
    </div>
  );
}
