// What became of each limit: what did not work out first, with reason and way out.
import { Accordion, Alert, Flex } from '@hubspot/ui-extensions';
import { countOutcomes, type OutcomeKind } from '../../domain/outcome.ts';
import type { PlanView } from '../../domain/wire.ts';
import { itemsOfKind } from '../state/planItems.ts';
import { resultsSummary, resultsTitle, sectionTitle } from '../words/progress.ts';
import { OutcomeTable } from './OutcomeTable.tsx';
import { TroubleTable } from './TroubleTable.tsx';

/** What needs the person's attention, most pressing first. */
const TROUBLE: readonly OutcomeKind[] = ['refused', 'unknown', 'not_tried'];
const FINE: readonly OutcomeKind[] = ['saved', 'unchanged'];

export function Outcomes({ plan }: { readonly plan: PlanView }) {
  const counts = countOutcomes(plan.items.map(({ outcome }) => outcome));
  const troubled = TROUBLE.flatMap((kind) => itemsOfKind(plan, kind));
  return (
    <Flex direction="column" gap="md">
      <Alert
        title={resultsTitle(counts, plan.items.length)}
        variant={troubled.length === 0 ? 'success' : 'warning'}
      >
        {resultsSummary(counts)}
      </Alert>
      {troubled.length > 0 ? <TroubleTable plan={plan} items={troubled} /> : null}
      {FINE.filter((kind) => counts[kind] > 0).map((kind) => (
        <Accordion key={kind} title={sectionTitle(kind, counts[kind])} size="sm">
          <OutcomeTable plan={plan} items={itemsOfKind(plan, kind)} />
        </Accordion>
      ))}
    </Flex>
  );
}
