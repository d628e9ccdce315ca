// Makes a one-time code for an exported setup, and shows it.
import { useRef, useState } from 'react';
import { Divider, Flex, Heading, Input, LoadingButton, Text } from '@hubspot/ui-extensions';
import { useMakeCode, useSetupCodes } from '../../../data/codes.ts';
import { useCanChange } from '../../../data/rights.ts';
import { newPlanId } from '../../../data/planId.ts';
import { MAX_CODE_TITLE } from '../../../domain/setup/code.ts';
import type { SetupDocument } from '../../../domain/setup/document.ts';
import type { Session } from '../../../domain/wire.ts';
import { MutationState } from '../../status/MutationState.tsx';
import { codeWords, titleTooLong } from '../../words/codes.ts';
import { portalText } from '../../words/setups.ts';
import { MadeCode } from './MadeCode.tsx';

export interface SendByCodeProps {
  readonly session: Session;
  readonly setup: SetupDocument;
}

export function SendByCode({ session, setup }: SendByCodeProps) {
  const [length, setLength] = useState(0);
  // HubSpot may tell a text and the press of the button in one go, before anything is drawn anew.
  const title = useRef('');
  const codes = useSetupCodes();
  const making = useMakeCode();
  const canChange = useCanChange();
  if (!canChange) return null;
  // A code that was made for an earlier export is in the list only.
  const madeId = making.variables?.document === setup ? making.data?.codeId : undefined;
  const made = codes.data?.codes.find(({ codeId }) => codeId === madeId);
  const onTitle = (text: string): void => {
    title.current = text.trim();
    setLength(title.current.length);
  };
  const make = (): void => {
    if (title.current.length > MAX_CODE_TITLE) return;
    making.mutate({ codeId: newPlanId(), document: setup, title: title.current });
  };
  return (
    <Flex direction="column" gap="sm">
      <Divider />
      <Heading>{codeWords.sendTitle}</Heading>
      <Text>{codeWords.send}</Text>
      <Input
        label={codeWords.titleField}
        name="code-title"
        description={codeWords.titleHelp}
        error={length > MAX_CODE_TITLE}
        validationMessage={length > MAX_CODE_TITLE ? titleTooLong(length) : ''}
        onInput={onTitle}
        onChange={onTitle}
      />
      <MutationState mutation={making} />
      <Flex direction="row" gap="md" align="center" wrap="wrap">
        <LoadingButton variant="secondary" loading={making.isPending} onClick={make}>
          {codeWords.make}
        </LoadingButton>
        <Text>{portalText(session)}</Text>
      </Flex>
      {made ? <MadeCode made={made} now={codes.dataUpdatedAt} /> : null}
    </Flex>
  );
}
