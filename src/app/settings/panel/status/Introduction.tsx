// What a page, or a part of it, is for.
import type { ReactNode } from 'react';
import { Flex, Heading, Text } from '@hubspot/ui-extensions';

export interface IntroductionProps {
  readonly words: { readonly title: string; readonly intro: string };
  readonly children?: ReactNode;
}

export const Introduction = ({ words, children }: IntroductionProps) => (
  <Flex direction="column" gap="xs">
    <Heading>{words.title}</Heading>
    <Text>{words.intro}</Text>
    {children}
  </Flex>
);
