// HubSpot's own report of a direction. Where HubSpot does not answer, nothing is said in its name.
import { Text } from '@hubspot/ui-extensions';
import type { Pair } from '../../data/queries.ts';
import { useLimitReport } from '../../data/scans.ts';
import { reportText } from '../words/scan.ts';

export function HubSpotReport({ pair }: { readonly pair: Pair }) {
  const { data } = useLimitReport(pair);
  return data ? <Text variant="microcopy">{reportText(data)}</Text> : null;
}
