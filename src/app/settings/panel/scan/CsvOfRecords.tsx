// All records above a limit as CSV, by a link that is made when it is wanted: HubSpot's page has no
// way to save a file, and a link that lasts would be found later.
import { Button, Flex, LoadingButton, Text } from '@hubspot/ui-extensions';
import { useCsvLink, type OverAsked } from '../../data/scans.ts';
import { MutationState } from '../status/MutationState.tsx';
import { linkText, scanWords } from '../words/scan.ts';
import { timeText } from '../words/time.ts';

export function CsvOfRecords({ asked }: { readonly asked: OverAsked }) {
  const making = useCsvLink();
  const made = making.data;
  return (
    <Flex direction="column" gap="xs" align="start">
      <MutationState mutation={making} />
      <Flex direction="row" gap="sm" align="center" wrap="wrap">
        <LoadingButton
          size="sm"
          variant="secondary"
          loading={making.isPending}
          onClick={() => {
            making.mutate(asked);
          }}
        >
          {made ? scanWords.makeNewLink : scanWords.makeLink}
        </LoadingButton>
        {/* Behind the button that was pressed: there the keyboard goes on. */}
        {made ? (
          <Button size="sm" variant="primary" href={{ url: made.url, external: true }}>
            {scanWords.download}
          </Button>
        ) : null}
      </Flex>
      {made ? <Text variant="microcopy">{linkText(timeText(made.expiresAt))}</Text> : null}
    </Flex>
  );
}
