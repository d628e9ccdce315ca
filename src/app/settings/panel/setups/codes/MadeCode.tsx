// A code that was just made: large, with its minutes, and what to do with it.
import { Button, ButtonRow, Flex, Heading, Text, Tile } from '@hubspot/ui-extensions';
import type { SetupCode } from '../../../domain/setup/code.ts';
import { useCopyText } from '../../status/useCopyText.ts';
import { codeStateText, codeWords } from '../../words/codes.ts';
import { CodeState } from './CodeState.tsx';
import { WithdrawCode } from './WithdrawCode.tsx';

export interface MadeCodeProps {
  readonly made: SetupCode;
  /** When the server said so. */
  readonly now: number;
}

export function MadeCode({ made, now }: MadeCodeProps) {
  const { refused, copy } = useCopyText();
  const { code } = made;
  if (code === null) return <CodeState code={made} now={now} />;
  return (
    <Tile>
      <Flex direction="column" gap="sm">
        <Heading>{code}</Heading>
        <Text format={{ fontWeight: 'demibold' }}>{codeStateText(made, now)}</Text>
        <Text>{codeWords.whatNow}</Text>
        <ButtonRow>
          <Button
            variant="secondary"
            onClick={() => {
              void copy(code, codeWords.copied);
            }}
          >
            {codeWords.copy}
          </Button>
          <WithdrawCode codeId={made.codeId} code={code} />
        </ButtonRow>
        {refused === null ? null : <Text>{codeWords.copyFailed}</Text>}
      </Flex>
    </Tile>
  );
}
