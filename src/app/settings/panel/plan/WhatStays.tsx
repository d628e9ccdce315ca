// What a plan does not change: wishes that are true already, and the other labels.
import { Flex, Text } from '@hubspot/ui-extensions';
import { useDirections } from '../../data/queries.ts';
import { directionText, otherSide, rowText, type Direction } from '../../domain/association.ts';
import type { PlanView } from '../../domain/wire.ts';
import { directionOf } from '../state/planItems.ts';
import { pairsOf } from '../state/useEdits.ts';
import { Lines } from '../status/Lines.tsx';
import { andMore } from '../../domain/limitText.ts';
import { directionName } from '../words/limits.ts';
import { alreadySo, manyDirectionsKeep, othersKeep, reviewWords } from '../words/review.ts';

/** Directions that are told one by one; of more, nobody would read the list, or wait for it. */
const MOST_DIRECTIONS = 10;
const MOST_LINES = 10;

export function WhatStays({ plan }: { readonly plan: PlanView }) {
  const pairs = pairsOf(plan.items);
  const isShort = pairs.length <= MOST_DIRECTIONS;
  const directions = useDirections(isShort ? pairs : []).flatMap(({ data }) => data ?? []);
  const told = plan.items
    .filter(({ action }) => action === 'none')
    .map((item) => alreadySo(directionOf(plan, item), item.label, item.after));
  // Both sides of one label read alike.
  const same = [...new Set(told)];
  const lines = [
    ...same.slice(0, MOST_LINES),
    ...(same.length > MOST_LINES ? [andMore(same.length - MOST_LINES)] : []),
    ...directions.flatMap((direction) => othersLine(plan, direction)),
    ...(isShort ? [] : [manyDirectionsKeep(pairs.length)]),
  ];
  if (lines.length === 0) return null;
  return (
    <Flex direction="column" gap="xs">
      <Text format={{ fontWeight: 'demibold' }}>{reviewWords.sameTitle}</Text>
      <Lines lines={lines} />
    </Flex>
  );
}

function othersLine(plan: PlanView, direction: Direction): readonly string[] {
  const pair = directionText({ from: direction.from.id, to: direction.to.id });
  const planned = new Set(
    plan.items.filter((item) => directionText(item) === pair).map((item) => rowText(item)),
  );
  const others = direction.labels.filter((row) => {
    const other = otherSide(direction, row);
    return !planned.has(rowText(row)) && !(other && planned.has(rowText(other)));
  });
  return others.length > 0 ? [othersKeep(others.length, directionName(direction))] : [];
}
