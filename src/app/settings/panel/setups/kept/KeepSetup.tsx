// Keeps a setup in this portal under a name, or replaces the one that has the name.
import { useState } from 'react';
import { Button, Flex, Input, LoadingButton, Text } from '@hubspot/ui-extensions';
import { useKeepSetup, useKeptSetups } from '../../../data/keptSetups.ts';
import { useCanChange } from '../../../data/rights.ts';
import { useSameId } from '../../../data/sameId.ts';
import type { SetupDocument } from '../../../domain/setup/document.ts';
import { isSameName, MAX_SETUP_NAME, type KeptSetup } from '../../../domain/setup/kept.ts';
import { useOwnText } from '../../edit/useOwnText.ts';
import { MutationState } from '../../status/MutationState.tsx';
import { keptText, keptWords, nameTooLong, replacesText } from '../../words/kept.ts';

export interface KeepSetupProps {
  readonly setup: SetupDocument;
  /** As it is typed; null: the setup is not to be kept. */
  readonly name: string | null;
  readonly onName: (name: string | null) => void;
}

export function KeepSetup({ setup, name, onName }: KeepSetupProps) {
  const { idOf, isLast, forget } = useSameId();
  const canChange = useCanChange();
  const keeping = useKeepSetup(({ setupId }) => {
    if (isLast(setupId)) onName(null);
  });
  const { variables, isSuccess } = keeping;
  if (!canChange || setup.limits.length === 0) return null;
  if (name === null) {
    return (
      <Flex direction="row" gap="sm" align="center">
        <Button
          variant="secondary"
          onClick={() => {
            // A late answer to an earlier keeping does not close what is typed now.
            forget();
            onName('');
          }}
        >
          {keptWords.keep}
        </Button>
        {isSuccess && variables.document === setup ? <Text>{keptText(variables.name)}</Text> : null}
      </Flex>
    );
  }
  return (
    <Flex direction="column" gap="sm">
      <MutationState mutation={keeping} />
      <NameForm
        name={name}
        keeping={keeping.isPending}
        onName={onName}
        onKeep={(wanted, replaced) => {
          // The same once more, after a lost answer, is the same keeping; all else is another one.
          const setupId = idOf([wanted, setup], replaced);
          keeping.mutate({ setupId, name: wanted, document: setup });
        }}
      />
    </Flex>
  );
}

interface NameFormProps {
  readonly name: string;
  readonly keeping: boolean;
  readonly onName: KeepSetupProps['onName'];
  /** `replaced`: the id of the setup that has the name already. */
  readonly onKeep: (name: string, replaced: string | undefined) => void;
}

function NameForm({ name, keeping, onName, onKeep }: NameFormProps) {
  /** Keeping was asked for, so what stands in its way is said. */
  const [isAsked, ask] = useState(false);
  const { fieldKey, field, typed } = useOwnText(name, onName);
  const kept = useKeptSetups().data?.setups ?? [];
  const named = (text: string): KeptSetup | undefined =>
    kept.find((one) => isSameName(one.name, text));
  const same = named(name.trim());
  const problem = isAsked ? problemOf(name.trim()) : '';
  const keep = (): void => {
    const wanted = typed().trim();
    if (problemOf(wanted) === '') onKeep(wanted, named(wanted)?.setupId);
    else ask(true);
  };
  return (
    <>
      <Input
        key={fieldKey}
        label={keptWords.name}
        name="kept-name"
        description={keptWords.nameHelp}
        {...field}
        error={problem !== ''}
        validationMessage={problem}
      />
      {same ? <Text>{replacesText(same)}</Text> : null}
      <Flex direction="row" gap="sm">
        <LoadingButton variant="secondary" loading={keeping} onClick={keep}>
          {same ? keptWords.replaceSetup : keptWords.keepSetup}
        </LoadingButton>
        <Button
          variant="transparent"
          onClick={() => {
            onName(null);
          }}
        >
          {keptWords.cancel}
        </Button>
      </Flex>
    </>
  );
}

function problemOf(name: string): string {
  if (name === '') return keptWords.nameMissing;
  return name.length > MAX_SETUP_NAME ? nameTooLong(name.length) : '';
}
