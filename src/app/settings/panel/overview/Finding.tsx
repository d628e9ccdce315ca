// What is looked for: words, a filter, and the object types of the direction.
import { AutoGrid, SearchInput, Select } from '@hubspot/ui-extensions';
import * as v from 'valibot';
import type { ObjectType } from '../../domain/association.ts';
import { overviewFilterSchema } from '../../domain/overview.ts';
import { useOwnText } from '../edit/useOwnText.ts';
import { typeOption } from '../words/edit.ts';
import { filterName, overviewWords } from '../words/overview.ts';
import type { OverviewDispatch, OverviewState } from './overviewState.ts';

export interface FindingProps {
  readonly types: readonly ObjectType[];
  readonly overview: OverviewState;
  readonly overviewDispatch: OverviewDispatch;
}

const filters = overviewFilterSchema.options.map((value) => ({ value, label: filterName(value) }));
/** Four beside each other in HubSpot's settings, two where the page is zoomed in. */
const FIELD_WIDTH = 230;
/** HubSpot's Select has no way back to nothing chosen. */
const ANY = '';

export function Finding({ types, overview, overviewDispatch }: FindingProps) {
  const { fieldKey, field } = useOwnText(overview.search, (text) => {
    overviewDispatch({ type: 'search', text });
  });
  const options = [
    { value: ANY, label: overviewWords.anyObject },
    ...types.map((type) => ({ value: type.id, label: typeOption(type) })),
  ];
  return (
    <AutoGrid columnWidth={FIELD_WIDTH} flexible gap="md">
      <SearchInput
        key={fieldKey}
        label={overviewWords.search}
        name="overview search"
        placeholder={overviewWords.searchPlaceholder}
        {...field}
        clearable
      />
      <Select
        label={overviewWords.filter}
        name="overview filter"
        options={filters}
        value={overview.filter}
        onChange={(value) => {
          if (v.is(overviewFilterSchema, value)) {
            overviewDispatch({ type: 'filter', filter: value });
          }
        }}
      />
      {(['from', 'to'] as const).map((side) => (
        <Select
          key={side}
          label={overviewWords[side]}
          name={`overview ${side}`}
          options={options}
          value={overview[side] ?? ANY}
          onChange={(value) => {
            const id = String(value);
            overviewDispatch({ type: side, id: id === ANY ? null : id });
          }}
        />
      ))}
    </AutoGrid>
  );
}
