// The page on which limits are edited: choose a direction, type limits, ask for the review.
import { Flex } from '@hubspot/ui-extensions';
import { useObjectTypes } from '../../data/queries.ts';
import { useCanChange } from '../../data/rights.ts';
import { useLatestScans } from '../../data/scans.ts';
import { NEVER_SCANNED } from '../../domain/scan.ts';
import type { Session } from '../../domain/wire.ts';
import { ScanSection } from '../scan/ScanSection.tsx';
import type { Dispatch, PanelState } from '../state/panelState.ts';
import { useEdits } from '../state/useEdits.ts';
import { AccessNotice } from '../status/AccessNotice.tsx';
import { ChangedOutside } from '../status/ChangedOutside.tsx';
import { Introduction } from '../status/Introduction.tsx';
import { Loaded } from '../status/Loaded.tsx';
import { editWords } from '../words/edit.ts';
import { DirectionLabels } from './DirectionLabels.tsx';
import { LatestPlan } from './LatestPlan.tsx';
import { ObjectPicker } from './ObjectPicker.tsx';
import { UnsavedBar } from './UnsavedBar.tsx';
import { useReview } from './useReview.ts';

export interface EditLimitsProps {
  readonly session: Session;
  readonly state: PanelState;
  readonly dispatch: Dispatch;
  readonly onShowChanges: () => void;
}

export function EditLimits({ session, state, dispatch, onShowChanges }: EditLimitsProps) {
  const types = useObjectTypes();
  const { shown, edits } = useEdits(state);
  const review = useReview(dispatch, 'limits');
  const labelled = shown?.data && shown.data.labels.length > 0 ? shown.data : null;
  const scans = useLatestScans(labelled && { from: labelled.from.id, to: labelled.to.id });
  const canChange = useCanChange();
  return (
    <Flex direction="column" gap="lg">
      <Introduction words={editWords} />
      <AccessNotice />
      <ChangedOutside count={session.changedOutside} onShow={onShowChanges} />
      {session.latestPlan ? <LatestPlan latest={session.latestPlan} dispatch={dispatch} /> : null}
      <Loaded query={types} loading={editWords.loadingTypes}>
        {(listed) => <ObjectPicker types={listed} state={state} dispatch={dispatch} />}
      </Loaded>
      {types.data ? (
        <DirectionLabels
          query={shown}
          state={state}
          edits={edits}
          refusals={review.refusals}
          scans={scans.data ?? NEVER_SCANNED}
          readOnly={!canChange}
          dispatch={dispatch}
        />
      ) : null}
      {canChange && (shown?.data || edits.size > 0) ? (
        <UnsavedBar state={state} edits={edits} review={review} dispatch={dispatch} />
      ) : null}
      {types.data && labelled ? (
        <ScanSection
          direction={labelled}
          query={scans}
          canCount={canChange}
          counted={state.counted}
          edits={edits}
          dispatch={dispatch}
        />
      ) : null}
    </Flex>
  );
}
