// How many associations of one label the records have, as bars and numbers. Memoised: typing a
// limit elsewhere must not draw it again.
import { memo } from 'react';
import { AutoGrid, BarChart, Flex, Statistics, StatisticsItem, Text } from '@hubspot/ui-extensions';
import type { Direction, TypeKey } from '../../domain/association.ts';
import type { Limit } from '../../domain/limit.ts';
import { mostAssociations, percentile, recordsOver, type Distribution } from '../../domain/scan.ts';
import type { Dispatch } from '../state/panelState.ts';
import { numberText } from '../../domain/limitText.ts';
import { chartTitle, noneAtAllText, orMore, scanWords, xAxisText } from '../words/scan.ts';
import { LimitsTable } from './LimitsTable.tsx';
import { barsOf } from './spread.ts';

export interface LabelSpreadProps {
  readonly direction: Direction;
  readonly type: TypeKey;
  readonly label: string | null;
  readonly distribution: Distribution;
  /** Records counted, those without an association included. */
  readonly counted: number;
  readonly now: Limit;
  /** The limit that is being typed; undefined: none. */
  readonly wanted: Limit | undefined;
  readonly dispatch: Dispatch;
}

export const LabelSpread = memo(function LabelSpread(props: LabelSpreadProps) {
  const { direction, label, distribution, counted } = props;
  if (mostAssociations(distribution) === 0) return <Text>{noneAtAllText(direction, label)}</Text>;
  return (
    <Flex direction="column" gap="md">
      <Numbers distribution={distribution} counted={counted} />
      <AutoGrid columnWidth={420} flexible gap="md">
        <BarChart
          data={barsOf(distribution, counted).map(({ associations, orMore: more, records }) => ({
            associations: more ? orMore(associations) : String(associations),
            records,
          }))}
          axes={{
            x: { field: 'associations', fieldType: 'category', label: xAxisText(direction) },
            y: { field: 'records', fieldType: 'linear', label: direction.from.plural },
          }}
          options={{ title: chartTitle(direction, label), showDataLabels: true }}
        />
        <LimitsTable {...props} />
      </AutoGrid>
    </Flex>
  );
});

function Numbers({ distribution, counted }: Pick<LabelSpreadProps, 'distribution' | 'counted'>) {
  const at = (share: number): string => numberText(percentile(distribution, counted, share));
  return (
    <Statistics>
      <StatisticsItem
        label={scanWords.none}
        number={numberText(counted - recordsOver(distribution, 0))}
      />
      <StatisticsItem label={scanWords.median} number={at(0.5)} />
      <StatisticsItem label={scanWords.percentile} number={at(0.95)} />
      <StatisticsItem
        label={scanWords.maximum}
        number={numberText(mostAssociations(distribution))}
      />
    </Statistics>
  );
}
