// What the worker offers and refuses, the network, and how things break.
import { useState } from 'react';
import {
  Button,
  ButtonRow,
  Flex,
  Heading,
  hubspot,
  logger,
  Text,
  useExtensionContext,
} from '@hubspot/ui-extensions';
import { Center } from '@hubspot/ui-extensions/experimental';

export function Sandbox() {
  const context = useExtensionContext<'settings'>();
  const [result, setResult] = useState('');
  const [broken, setBroken] = useState(false);
  if (broken) throw new Error('The fixture crashed on purpose');
  const get = async (path: string): Promise<void> => {
    const response = await hubspot.fetch(`https://atmost.example.com${path}`, {
      method: 'POST',
      body: { hello: 'portal' },
    });
    setResult(`${response.status} ${await response.text()}`);
  };
  return (
    <Flex direction="column" gap="md">
      <Heading>Sandbox</Heading>
      <Text testId="context">
        {context.location} {context.portal.id} {context.user.email} {context.extension?.appName}
      </Text>
      <ButtonRow>
        <Button onClick={() => get('/api/echo?x=1')}>Ask the server</Button>
        <Button onClick={() => get('/api/refuse')}>Ask for trouble</Button>
        <Button
          onClick={() => {
            logger.info('hello log');
            setResult(blockedNames().join(', '));
          }}
        >
          Try what is blocked
        </Button>
        <Button
          onClick={() => {
            throw new Error('The handler failed on purpose');
          }}
        >
          Fail in a handler
        </Button>
        <Button
          variant="destructive"
          onClick={() => {
            setBroken(true);
          }}
        >
          Crash
        </Button>
      </ButtonRow>
      <Text testId="result">{result}</Text>
      <Center>
        <Text>Inside an unknown component</Text>
      </Center>
    </Flex>
  );
}

/** The globals that throw when they are used. */
function blockedNames(): string[] {
  const uses: Record<string, () => unknown> = {
    fetch: () => fetch('/'),
    XMLHttpRequest: () => new XMLHttpRequest(),
    WebSocket: () => new WebSocket('ws://localhost'),
    addEventListener: () => {
      addEventListener('message', () => undefined);
    },
    localStorage: () => localStorage.length,
    document: () => document.title,
  };
  return Object.keys(uses).filter((name) => {
    try {
      uses[name]?.();
      return false;
    } catch {
      return true;
    }
  });
}
