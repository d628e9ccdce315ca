// Boxes and distances, the deprecated ones too, as long as HubSpot draws them.
import { createElement } from 'react';
import {
  AutoGrid,
  Box,
  Card,
  Divider,
  Flex,
  Heading,
  Inline,
  Spacer,
  Text,
  Tile,
} from '@hubspot/ui-extensions';

// By wire name, because the package marks them as deprecated; HubSpot still draws them.
const deprecated = createElement(
  'Stack',
  { distance: 'small' },
  createElement('Textarea', { label: 'Old text area', name: 'old' }),
);

export function Layout() {
  return (
    <Flex direction="column" gap="md">
      <Inline gap="sm" justify="between">
        <Heading inline>Layout</Heading>
        <Text>at the end</Text>
      </Inline>
      <Card>
        <Text>In a card</Text>
      </Card>
      <Divider size="sm" />
      <Flex gap="md" align="stretch">
        <Box flex={1}>
          <Tile compact>
            <Text>Left tile</Text>
          </Tile>
        </Box>
        <Box flex={2}>
          <Tile>
            <Text>Right tile</Text>
          </Tile>
        </Box>
      </Flex>
      <Spacer size="lg" />
      <AutoGrid columnWidth={160} gap="sm">
        <Text>One</Text>
        <Text>Two</Text>
      </AutoGrid>
      {deprecated}
    </Flex>
  );
}
