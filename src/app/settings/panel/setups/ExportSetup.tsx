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
import { MAX_SETUP_TYPES } from '../../domain/setup/wire.ts';
import type { Session } from '../../domain/wire.ts';
import { MutationState } from '../status/MutationState.tsx';
import { typeOption } from '../words/edit.ts';
import { setupWords, tooManyTypes, typesHelp } from '../words/setups.ts';
import { Exported, type SetupFormat } from './Exported.tsx';

const FORMATS: { label: string; value: SetupFormat }[] = [
  { label: setupWords.json, value: 'json' },
  { label: setupWords.csv, value: 'csv' },
];

type Scope = 'chosen' | 'all';

export interface ExportSetupProps {
  readonly session: Session;
  readonly types: readonly ObjectType[];
}

export function ExportSetup({ session, types }: ExportSetupProps) {
  const [scope, setScope] = useState<Scope>('chosen');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [format, setFormat] = useState<SetupFormat>('json');
  const [problem, setProblem] = useState('');
  const exporting = useExportSetup();
  const ask = (): void => {
    const found = scope === 'all' ? '' : problemOf(chosen);
    setProblem(found);
    if (found === '') exporting.mutate(scope === 'all' ? { all: true } : { types: [...chosen] });
  };
  return (
    <Flex direction="column" gap="md">
      <Heading>{setupWords.exportTitle}</Heading>
      <ScopeChoice scope={scope} onScope={setScope} />
      {scope === 'all' ? (
        <Text>{setupWords.wholeHelp}</Text>
      ) : (
        <TypesChoice types={types} chosen={chosen} onChosen={setChosen} />
      )}
      <Select
        label={setupWords.format}
        name="setup-format"
        options={FORMATS}
        value={format}
        onChange={(value) => {
          setFormat(value === 'csv' ? 'csv' : 'json');
        }}
      />
      {problem === '' || scope === 'all' ? null : (
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
      {exporting.data ? (
        <Exported session={session} exported={exporting.data} format={format} types={types} />
      ) : null}
    </Flex>
  );
}

interface ScopeChoiceProps {
  readonly scope: Scope;
  readonly onScope: (scope: Scope) => void;
}

const ScopeChoice = ({ scope, onScope }: ScopeChoiceProps) => (
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
      onScope(value === 'all' ? 'all' : 'chosen');
    }}
  />
);

interface TypesChoiceProps {
  readonly types: readonly ObjectType[];
  readonly chosen: readonly string[];
  readonly onChosen: (ids: readonly string[]) => void;
}

const TypesChoice = ({ types, chosen, onChosen }: TypesChoiceProps) => (
  <MultiSelect
    label={setupWords.types}
    name="setup-types"
    description={typesHelp(MAX_SETUP_TYPES)}
    options={types.map((type) => ({ label: typeOption(type), value: type.id }))}
    value={[...chosen]}
    onChange={(ids) => {
      onChosen(ids.map(String));
    }}
  />
);

function problemOf(chosen: readonly string[]): string {
  if (chosen.length === 0) return setupWords.chooseTypes;
  return chosen.length > MAX_SETUP_TYPES ? tooManyTypes(chosen.length, MAX_SETUP_TYPES) : '';
}
