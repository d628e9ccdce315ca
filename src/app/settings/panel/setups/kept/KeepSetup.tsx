// Keeps a setup in this portal under a name, or replaces the one that has the name.
import { useRef, useState } from 'react';
import { Button, Flex, Input, LoadingButton, Text } from '@hubspot/ui-extensions';
import { useKeepSetup, useKeptSetups } from '../../../data/keptSetups.ts';
import { useCanChange } from '../../../data/rights.ts';
import { newPlanId } from '../../../data/planId.ts';
import type { SetupDocument } from '../../../domain/setup/document.ts';
import { isSameName, MAX_SETUP_NAME } from '../../../domain/setup/kept.ts';
import { MutationState } from '../../status/MutationState.tsx';
import { keptText, keptWords, nameTooLong, replacesText } from '../../words/kept.ts';

export interface KeepSetupProps {
  readonly setup: SetupDocument;
}

interface Form {
  /** One id for one keeping, however often it is sent. */
  readonly setupId: string;
  /** The id under which it was sent last: its own, or that of the setup which it replaces. */
  readonly sentId: string | null;
  /** Keeping was asked for, so what stands in its way is said. */
  readonly asked: boolean;
}

export function KeepSetup({ setup }: KeepSetupProps) {
  const [form, setForm] = useState<Form | null>(null);
  const canChange = useCanChange();
  const keeping = useKeepSetup();
  const { variables, isSuccess } = keeping;
  const done = isSuccess && variables.setupId === form?.sentId && variables.document === setup;
  if (!canChange || setup.limits.length === 0) return null;
  if (form === null || done) {
    return (
      <Flex direction="row" gap="sm" align="center">
        <Button
          variant="secondary"
          onClick={() => {
            setForm({ setupId: newPlanId(), sentId: null, asked: false });
          }}
        >
          {keptWords.keep}
        </Button>
        {done ? <Text>{keptText(variables.name)}</Text> : null}
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
        onKeep={(setupId, name) => {
          // Its own id stays: under another name it replaces nothing any more.
          setForm({ ...form, sentId: setupId });
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
  readonly onKeep: (setupId: string, name: string) => void;
}

function NameForm({ form, keeping, onForm, onKeep }: NameFormProps) {
  const [name, setName] = useState('');
  // A click may come before what was typed is drawn.
  const typed = useRef('');
  const kept = useKeptSetups().data?.setups ?? [];
  const same = kept.find((one) => isSameName(one.name, name));
  const idFor = (text: string): string =>
    kept.find((one) => isSameName(one.name, text))?.setupId ?? form.setupId;
  const problem = form.asked ? problemOf(name) : '';
  const onName = (text: string): void => {
    typed.current = text.trim();
    setName(typed.current);
  };
  const ask = (): void => {
    if (problemOf(typed.current) === '') onKeep(idFor(typed.current), typed.current);
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
