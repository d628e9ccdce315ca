// Says why limits can be looked at but not changed, and who can change them.
import { Alert, Button, Flex, Text } from '@hubspot/ui-extensions';
import { useCanChange, useRights } from '../../data/rights.ts';
import { failureWords } from '../words/failures.ts';
import { rightsUnknown, sessionWords } from '../words/session.ts';

export function AccessNotice() {
  const { data, error, refetch } = useRights();
  if (useCanChange()) return null;
  if (data?.superAdmin === false) {
    return (
      <Alert title={sessionWords.lookOnlyTitle} variant="info">
        {sessionWords.lookOnly}
      </Alert>
    );
  }
  const why = error ? failureWords(error.failure).text : data?.superAdminProblem;
  return (
    <Alert title={sessionWords.rightsUnknownTitle} variant="warning">
      <Flex direction="column" gap="sm" align="start">
        <Text>{rightsUnknown(why ?? null)}</Text>
        <Button
          size="sm"
          variant="secondary"
          onClick={() => {
            void refetch();
          }}
        >
          {sessionWords.checkAgain}
        </Button>
      </Flex>
    </Alert>
  );
}
