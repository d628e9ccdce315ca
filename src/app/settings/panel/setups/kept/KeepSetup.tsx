// Keeps a setup in this portal under a name, or replaces the one that has the name.
import { useRef, useState } from 'react';
import { Button, Flex, Input, LoadingButton, Text } from '@hubspot/ui-extensions';
import { useKeepSetup, useKeptSetups } from '../../../data/keptSetups.ts';
import { useCanChange } from '../../../data/rights.ts';
import { newPlanId } from '../../../data/planId.ts';
import type { SetupDocument } from '../../../domain/setup/document.ts';
import { isSameName, MAX_SETUP_NAME, type KeptSetup } from '../../../domain/setup/kept.ts';
import { MutationState } from '../../status/MutationState.tsx';
import { keptText, keptWords, nameTooLong, replacesText } from '../../words/kept.ts';

export interface KeepSetupProps {
  readonly setup: SetupDocument;
}

interface Form {
  /** Keeping was asked for, so what stands in its way is said. */
  readonly asked: boolean;
  /** What was sent last, name and limits, and its id. */
  readonly sent: string;
  readonly setupId: string;
}

const emptyForm: Form = { asked: false, sent: '', setupId: '' };

export function KeepSetup({ setup }: KeepSetupProps) {
  const [form, setForm] = useState<Form | null>(null);
  const canChange = useCanChange();
  const keeping = useKeepSetup(({ setupId }) => {
    setForm((open) => (open?.setupId === setupId ? null : open));
  });
  const { variables, isSuccess } = keeping;
  if (!canChange || setup.limits.length === 0) return null;
  if (form === null) {
    return (
      <Flex direction="row" gap="sm" align="center">
        <Button
          variant="secondary"
          onClick={() => {
            setForm(emptyForm);
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
        form={form}
        keeping={keeping.isPending}
        onForm={setForm}
        onKeep={(name, replaced) => {
          // The same once more, after a lost answer, is the same keeping; all else is another one.
          const sent = JSON.stringify([name, setup]);
          const again = sent === form.sent ? form.setupId : newPlanId();
          const setupId = replaced ?? again;
          setForm({ ...form, sent, setupId });
          keeping.mutate({ setupId, name, document: setup });
        }}
      />
    </Flex>
  );
}

interface NameFormProps {
  readonly form: Form;
  readonly keeping: boolean;
  readonly onForm: (form: Form | null) => void;
  /** `replaced`: the id of the setup that has the name already. */
  readonly onKeep: (name: string, replaced: string | undefined) => void;
}

function NameForm({ form, keeping, onForm, onKeep }: NameFormProps) {
  const [name, setName] = useState('');
  // A click may come before what was typed is drawn.
  const typed = useRef('');
  const kept = useKeptSetups().data?.setups ?? [];
  const named = (text: string): KeptSetup | undefined =>
    kept.find((one) => isSameName(one.name, text));
  const same = named(name);
  const problem = form.asked ? problemOf(name) : '';
  const onName = (text: string): void => {
    typed.current = text.trim();
    setName(typed.current);
  };
  const ask = (): void => {
    const text = typed.current;
    if (problemOf(text) === '') onKeep(text, named(text)?.setupId);
    else onForm({ ...form, asked: true });
  };
  return (
    <>
      <Input
        label={keptWords.name}
        name="kept-name"
        description={keptWords.nameHelp}
        defaultValue=""
        error={problem !== ''}
        validationMessage={problem}
        onInput={onName}
        onChange={onName}
      />
      {same && name !== '' ? <Text>{replacesText(same)}</Text> : null}
      <Flex direction="row" gap="sm">
        <LoadingButton variant="secondary" loading={keeping} onClick={ask}>
          {same && name !== '' ? keptWords.replaceSetup : keptWords.keepSetup}
        </LoadingButton>
        <Button
          variant="transparent"
          onClick={() => {
            onForm(null);
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
