// Says why limits can be looked at but not changed, and who can change them.
import type { UseQueryResult } from '@tanstack/react-query';
import { Alert, Button, Flex, Text } from '@hubspot/ui-extensions';
import { useSession } from '../../data/queries.ts';
import type { Session } from '../../domain/wire.ts';
import { rightsUnknown, sessionWords } from '../words/session.ts';

export function AccessNotice({ session }: { readonly session: Session }) {
  const query: UseQueryResult<Session> = useSession();
  if (session.user.superAdmin === true) return null;
  if (session.user.superAdmin === false) {
    return (
      <Alert title={sessionWords.lookOnlyTitle} variant="info">
        {sessionWords.lookOnly}
      </Alert>
    );
  }
  return (
    <Alert title={sessionWords.rightsUnknownTitle} variant="warning">
      <Flex direction="column" gap="sm" align="start">
        <Text>{rightsUnknown(session.superAdminProblem)}</Text>
        <Button
          size="sm"
          variant="secondary"
          onClick={() => {
            void query.refetch();
          }}
        >
          {sessionWords.checkAgain}
        </Button>
      </Flex>
    </Alert>
  );
}
