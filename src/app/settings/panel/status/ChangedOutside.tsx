// Says where the panel opens that limits were changed outside the app, and leads there.
import { Alert, Button } from '@hubspot/ui-extensions';
import { changedTitle, driftWords } from '../words/drift.ts';

export interface ChangedOutsideProps {
  readonly count: number;
  readonly onShow: () => void;
}

export const ChangedOutside = ({ count, onShow }: ChangedOutsideProps) =>
  count === 0 ? null : (
    <Alert title={changedTitle(count)} variant="warning">
      <Button size="sm" variant="secondary" onClick={onShow}>
        {driftWords.showChanges}
      </Button>
    </Alert>
  );
