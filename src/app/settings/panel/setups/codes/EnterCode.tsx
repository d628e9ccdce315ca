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
import type { HeldSetup, Hold, SetupDispatch } from '../setupState.ts';

export interface EnterCodeProps {
  readonly session: Session;
  readonly held: HeldSetup;
  readonly dispatchSetup: SetupDispatch;
}

export function EnterCode({ session, held, dispatchSetup }: EnterCodeProps) {
  // HubSpot may tell a text and the press of the button in one go, or the press twice, before
  // anything is drawn anew.
  const latest = useRef(held);
  latest.current = held;
  const hold: Hold = (change) => {
    latest.current = { ...latest.current, ...change };
    dispatchSetup({ type: 'hold', held: change });
  };
  const [problem, setProblem] = useState('');
  const { fieldKey, field } = useOwnText(held.code, (code) => {
    hold({ code });
  });
  const forget = useForgetPortalLimits();
  const canChange = useCanChange();
  const entering = useEnterCode((entered) => {
    forget();
    dispatchSetup({ type: 'enter', entered });
  });
  if (!canChange) return null;
  const enter = (): void => {
    const code = normaliseCode(latest.current.code);
    setProblem(code === null ? codeWords.notACode : '');
    if (code === null) {
      entering.reset();
      return;
    }
    if (latest.current.attempt.code !== code) hold({ attempt: { code, attemptId: newPlanId() } });
    entering.mutate(latest.current.attempt);
  };
  return (
    <Flex direction="column" gap="sm">
      <Input
        key={fieldKey}
        label={codeWords.code}
        name="setup-code"
        description={codeWords.codeHelp}
        {...field}
        error={problem !== ''}
        validationMessage={problem}
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
