// Something is being read that nothing is shown of yet.
import { LoadingSpinner } from '@hubspot/ui-extensions';

export const Loading = ({ what }: { readonly what: string }) => (
  <LoadingSpinner label={what} showLabel layout="centered" />
);
