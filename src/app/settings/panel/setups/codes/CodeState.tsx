// What became of a code: a tag and a sentence.
import { Flex, StatusTag, Text, type StatusTagProps } from '@hubspot/ui-extensions';
import type { CodeState as State, SetupCode } from '../../../domain/setup/code.ts';
import { codeStateName, codeStateText } from '../../words/codes.ts';

export interface CodeStateProps {
  readonly code: SetupCode;
  readonly now: number;
}

const VARIANTS: Readonly<Record<State, NonNullable<StatusTagProps['variant']>>> = {
  waiting: 'info',
  used: 'success',
  expired: 'default',
  withdrawn: 'default',
};

export const CodeState = ({ code, now }: CodeStateProps) => (
  <Flex direction="column" gap="xs" align="start">
    <StatusTag variant={VARIANTS[code.state]}>{codeStateName(code)}</StatusTag>
    <Text>{codeStateText(code, now)}</Text>
  </Flex>
);
