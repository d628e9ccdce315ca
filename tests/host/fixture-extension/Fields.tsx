// Everything one can type into or choose from, with what the extension heard below it.
import { useState } from 'react';
import {
  AutoGrid,
  Button,
  Flex,
  Form,
  Heading,
  Input,
  NumberInput,
  Text,
} from '@hubspot/ui-extensions';
import { Choices } from './Choices.tsx';
import { NumberFields } from './NumberFields.tsx';
import { TextFields } from './TextFields.tsx';
import { Toggles } from './Toggles.tsx';

/** Notes that a field told something. */
export type Hear = (what: string, value: unknown) => void;

export function Fields() {
  const [heard, setHeard] = useState<readonly string[]>([]);
  const hear: Hear = (what, value) => {
    setHeard((earlier) => [...earlier, `${what} ${JSON.stringify(value ?? null)}`]);
  };
  return (
    <Flex direction="column" gap="md">
      <Heading>Fields</Heading>
      <AutoGrid columnWidth={260} gap="md" flexible>
        <TextFields hear={hear} />
        <NumberFields hear={hear} />
        <Choices hear={hear} />
      </AutoGrid>
      <Toggles hear={hear} />
      <Form
        onSubmit={(event) => {
          hear('form', event.targetValue);
        }}
      >
        <Input label="City" name="city" />
        <NumberInput label="Count" name="count" />
        <Button type="submit" variant="primary">
          Send
        </Button>
      </Form>
      <Text testId="heard">{heard.join(' | ')}</Text>
    </Flex>
  );
}
