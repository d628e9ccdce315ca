// Choose object types, export, copy.
import { useState } from 'react';
import {
  Alert,
  Box,
  Flex,
  Heading,
  LoadingButton,
  MultiSelect,
  Select,
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

export interface ExportSetupProps {
  readonly session: Session;
  readonly types: readonly ObjectType[];
}

export function ExportSetup({ session, types }: ExportSetupProps) {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [format, setFormat] = useState<SetupFormat>('json');
  const [problem, setProblem] = useState('');
  const exporting = useExportSetup();
  const ask = (): void => {
    const found = problemOf(chosen);
    setProblem(found);
    if (found === '') exporting.mutate(chosen);
  };
  return (
    <Flex direction="column" gap="md">
      <Heading>{setupWords.exportTitle}</Heading>
      <Flex direction="row" gap="md" align="start" wrap="wrap">
        <Box flex={2}>
          <MultiSelect
            label={setupWords.types}
            name="setup-types"
            description={typesHelp(MAX_SETUP_TYPES)}
            options={types.map((type) => ({ label: typeOption(type), value: type.id }))}
            value={[...chosen]}
            onChange={(ids) => {
              setChosen(ids.map(String));
            }}
          />
        </Box>
        <Box flex={1}>
          <Select
            label={setupWords.format}
            name="setup-format"
            options={FORMATS}
            value={format}
            onChange={(value) => {
              setFormat(value === 'csv' ? 'csv' : 'json');
            }}
          />
        </Box>
      </Flex>
      {problem === '' ? null : (
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

function problemOf(chosen: readonly string[]): string {
  if (chosen.length === 0) return setupWords.chooseTypes;
  return chosen.length > MAX_SETUP_TYPES ? tooManyTypes(chosen.length, MAX_SETUP_TYPES) : '';
}
