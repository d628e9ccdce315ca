// Enters a code of another portal; what it carries is then checked like a pasted setup.
import { useRef, useState } from 'react';
import { Flex, Input, LoadingButton, Text } from '@hubspot/ui-extensions';
import { useEnterCode } from '../../../data/codes.ts';
import { newPlanId } from '../../../data/planId.ts';
import { useForgetPortalLimits } from '../../../data/lookUp.ts';
import { useCanChange } from '../../../data/rights.ts';
import { normaliseCode } from '../../../domain/setup/code.ts';
import type { Session } from '../../../domain/wire.ts';
import { useOwnText } from '../../edit/useOwnText.ts';
import { MutationState } from '../../status/MutationState.tsx';
import { codeWords } from '../../words/codes.ts';
import { portalText } from '../../words/setups.ts';
import type { SetupDispatch } from '../setupState.ts';

export interface EnterCodeProps {
  readonly session: Session;
  readonly dispatchSetup: SetupDispatch;
}

export function EnterCode({ session, dispatchSetup }: EnterCodeProps) {
  const [typed, setTyped] = useState('');
  // HubSpot may tell a text and the press of the button in one go, before anything is drawn anew.
  const latest = useRef('');
  const [problem, setProblem] = useState('');
  const { fieldKey, defaultValue, onText } = useOwnText(typed, (text) => {
    latest.current = text;
    setTyped(text);
  });
  const forget = useForgetPortalLimits();
  const attemptFor = useAttempts();
  const canChange = useCanChange();
  const entering = useEnterCode((entered) => {
    forget();
    latest.current = '';
    setTyped('');
    dispatchSetup({ type: 'enter', entered });
  });
  if (!canChange) return null;
  const enter = (): void => {
    const code = normaliseCode(latest.current);
    setProblem(code === null ? codeWords.notACode : '');
    if (code === null) entering.reset();
    else entering.mutate({ code, attemptId: attemptFor(code) });
  };
  return (
    <Flex direction="column" gap="sm">
      <Input
        key={fieldKey}
        label={codeWords.code}
        name="setup-code"
        description={codeWords.codeHelp}
        defaultValue={defaultValue}
        error={problem !== ''}
        validationMessage={problem}
        onInput={onText}
        onChange={onText}
      />
      <MutationState mutation={entering} />
      <Flex direction="row" gap="md" align="center" wrap="wrap">
        <LoadingButton variant="secondary" loading={entering.isPending} onClick={enter}>
          {codeWords.enter}
        </LoadingButton>
        <Text>{portalText(session)}</Text>
      </Flex>
    </Flex>
  );
}

/**
 * The attempt's id stays with its code: where the answer was lost, the code is used up, and only the
 * same attempt gets the setup once more.
 */
function useAttempts(): (code: string) => string {
  const last = useRef({ code: '', attemptId: '' });
  return (code) => {
    if (last.current.code !== code) last.current = { code, attemptId: newPlanId() };
    return last.current.attemptId;
  };
}
