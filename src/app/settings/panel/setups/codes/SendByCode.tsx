// Makes a one-time code for an exported setup, and shows it.
import { Divider, Flex, Heading, Input, LoadingButton, Text } from '@hubspot/ui-extensions';
import { useMakeCode, useSetupCodes } from '../../../data/codes.ts';
import { useCanChange } from '../../../data/rights.ts';
import { useSameId } from '../../../data/sameId.ts';
import { MAX_CODE_TITLE } from '../../../domain/setup/code.ts';
import type { SetupDocument } from '../../../domain/setup/document.ts';
import type { Session } from '../../../domain/wire.ts';
import { useOwnText } from '../../edit/useOwnText.ts';
import { MutationState } from '../../status/MutationState.tsx';
import { codeWords, titleTooLong } from '../../words/codes.ts';
import { portalText } from '../../words/setups.ts';
import type { Hold } from '../setupState.ts';
import { MadeCode } from './MadeCode.tsx';

export interface SendByCodeProps {
  readonly session: Session;
  readonly setup: SetupDocument;
  /** As it is typed. */
  readonly title: string;
  readonly hold: Hold;
}

export function SendByCode({ session, setup, title, hold }: SendByCodeProps) {
  const { fieldKey, field, typed } = useOwnText(title, (text) => {
    hold({ title: text });
  });
  const codes = useSetupCodes();
  const { idOf, forget } = useSameId();
  const making = useMakeCode(forget);
  const canChange = useCanChange();
  if (!canChange) return null;
  // A code that was made for an earlier export is in the list only.
  const madeId = making.variables?.document === setup ? making.data?.codeId : undefined;
  const made = codes.data?.codes.find(({ codeId }) => codeId === madeId);
  const { length } = title.trim();
  const make = (): void => {
    const wanted = typed().trim();
    if (wanted.length > MAX_CODE_TITLE) return;
    making.mutate({ codeId: idOf([setup, wanted]), document: setup, title: wanted });
  };
  return (
    <Flex direction="column" gap="sm">
      <Divider />
      <Heading>{codeWords.sendTitle}</Heading>
      <Text>{codeWords.send}</Text>
      <Input
        key={fieldKey}
        label={codeWords.titleField}
        name="code-title"
        description={codeWords.titleHelp}
        {...field}
        error={length > MAX_CODE_TITLE}
        validationMessage={length > MAX_CODE_TITLE ? titleTooLong(length) : ''}
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
