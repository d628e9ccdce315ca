// Each kind of risk once, with how many limits have it.
import { Alert } from '@hubspot/ui-extensions';
import type { PlanItemView } from '../state/planItems.ts';
import { Lines } from '../status/Lines.tsx';
import { reviewWords, riskSummary } from '../words/review.ts';

export function ReviewRisks({ items }: { readonly items: readonly PlanItemView[] }) {
  const counts = Map.groupBy(
    items.flatMap(({ risks }) => risks),
    (risk) => risk,
  );
  if (counts.size === 0) return null;
  return (
    <Alert title={reviewWords.risksTitle} variant="warning">
      <Lines lines={[...counts].map(([risk, { length }]) => riskSummary(risk, length))} />
    </Alert>
  );
}
