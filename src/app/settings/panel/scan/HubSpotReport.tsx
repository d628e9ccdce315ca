// HubSpot's own report of a direction. Where HubSpot does not answer, nothing is said in its name.
import { Text } from '@hubspot/ui-extensions';
import type { Pair } from '../../data/queries.ts';
import { useLimitReport } from '../../data/scans.ts';
import { reportText } from '../words/scan.ts';

export function HubSpotReport({ pair }: { readonly pair: Pair }) {
  const { data, isError } = useLimitReport(pair);
  // An earlier report says how things were.
  return data && !isError ? <Text variant="microcopy">{reportText(data)}</Text> : null;
}
