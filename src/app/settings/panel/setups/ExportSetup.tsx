// Choose what to export, export, copy.
import { useState } from 'react';
import {
  Alert,
  Flex,
  Heading,
  LoadingButton,
  MultiSelect,
  Select,
  Text,
  ToggleGroup,
} from '@hubspot/ui-extensions';
import { useExportSetup } from '../../data/setups.ts';
import type { ObjectType } from '../../domain/association.ts';
import type { ExportRequest } from '../../domain/requests/setup.ts';
import { MAX_SETUP_TYPES } from '../../domain/setup/wire.ts';
import type { Session } from '../../domain/wire.ts';
import { MutationState } from '../status/MutationState.tsx';
import { typeOption } from '../words/edit.ts';
import { setupWords, tooManyTypes, typesHelp } from '../words/setups.ts';
import { Exported } from './Exported.tsx';
import type { HeldSetup, Hold, SetupDispatch } from './setupState.ts';

const FORMATS: { label: string; value: HeldSetup['format'] }[] = [
  { label: setupWords.json, value: 'json' },
  { label: setupWords.csv, value: 'csv' },
];

export interface ExportSetupProps {
  readonly session: Session;
  readonly types: readonly ObjectType[];
  readonly held: HeldSetup;
  readonly dispatchSetup: SetupDispatch;
}

export function ExportSetup({ session, types, held, dispatchSetup }: ExportSetupProps) {
  const { scope, chosen, format, exported } = held;
  /** An export was asked for, so what stands in its way is said. */
  const [isAsked, askFor] = useState(false);
  const problem = scope === 'all' ? '' : problemOf(chosen);
  const hold: Hold = (change) => {
    dispatchSetup({ type: 'hold', held: change });
  };
  const exporting = useExportSetup((answer, asked) => {
    dispatchSetup({ type: 'export', asked, exported: answer });
  });
  const ask = (): void => {
    askFor(problem !== '');
    if (problem !== '') return;
    const asked: ExportRequest = scope === 'all' ? { all: true } : { types: [...chosen] };
    hold({ asked, exported: null });
    exporting.mutate(asked);
  };
  return (
    <Flex direction="column" gap="md">
      <Heading>{setupWords.exportTitle}</Heading>
      <ScopeChoice scope={scope} hold={hold} />
      {scope === 'all' ? (
        <Text>{setupWords.wholeHelp}</Text>
      ) : (
        <TypesChoice types={types} chosen={chosen} hold={hold} />
      )}
      <Select
        label={setupWords.format}
        name="setup-format"
        options={FORMATS}
        value={format}
        onChange={(value) => {
          hold({ format: value === 'csv' ? 'csv' : 'json' });
        }}
      />
      {problem === '' || !isAsked ? null : (
        <Alert title={setupWords.chooseTypesTitle} variant="danger">
          {problem}
        </Alert>
      )}
      <MutationState mutation={exporting} />
      <Flex direction="row">
        <LoadingButton variant="secondary" loading={exporting.isPending} onClick={ask}>
          {setupWords.makeExport}
        </LoadingButton>
      </Flex>
      {exported ? (
        <Exported session={session} exported={exported} types={types} held={held} hold={hold} />
      ) : null}
    </Flex>
  );
}

interface ScopeChoiceProps {
  readonly scope: HeldSetup['scope'];
  readonly hold: Hold;
}

const ScopeChoice = ({ scope, hold }: ScopeChoiceProps) => (
  <ToggleGroup
    toggleType="radioButtonList"
    name="setup-scope"
    label={setupWords.scope}
    inline
    options={[
      { label: setupWords.chosenTypes, value: 'chosen' },
      { label: setupWords.wholePortal, value: 'all' },
    ]}
    value={scope}
    onChange={(value) => {
      hold({ scope: value === 'all' ? 'all' : 'chosen' });
    }}
  />
);

interface TypesChoiceProps {
  readonly types: readonly ObjectType[];
  readonly chosen: readonly string[];
  readonly hold: Hold;
}

const TypesChoice = ({ types, chosen, hold }: TypesChoiceProps) => (
  <MultiSelect
    label={setupWords.types}
    name="setup-types"
    description={typesHelp(MAX_SETUP_TYPES)}
    options={types.map((type) => ({ label: typeOption(type), value: type.id }))}
    value={[...chosen]}
    onChange={(ids) => {
      hold({ chosen: ids.map(String) });
    }}
  />
);

function problemOf(chosen: readonly string[]): string {
  if (chosen.length === 0) return setupWords.chooseTypes;
  return chosen.length > MAX_SETUP_TYPES ? tooManyTypes(chosen.length, MAX_SETUP_TYPES) : '';
}
