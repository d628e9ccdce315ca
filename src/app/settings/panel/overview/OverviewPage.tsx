// The whole portal as it was last read: how old that is, and the ways to look at it.
import { Flex, Tab, Tabs } from '@hubspot/ui-extensions';
import { useOverview } from '../../data/overview.ts';
import type { Overview } from '../../domain/overview.ts';
import type { Session } from '../../domain/wire.ts';
import type { Dispatch } from '../state/panelState.ts';
import { AccessNotice } from '../status/AccessNotice.tsx';
import { ChangedOutside } from '../status/ChangedOutside.tsx';
import { Introduction } from '../status/Introduction.tsx';
import { Loaded } from '../status/Loaded.tsx';
import { useLastPage } from '../status/useLastPage.ts';
import { TYPING_MS, useSettled } from '../status/useSettled.ts';
import { driftWords } from '../words/drift.ts';
import { overviewWords } from '../words/overview.ts';
import { BlockersView } from './BlockersView.tsx';
import { DriftView } from './drift/DriftView.tsx';
import { GridView } from './GridView.tsx';
import {
  askedOf,
  overviewViews,
  type OverviewDispatch,
  type OverviewState,
  type OverviewView,
} from './overviewState.ts';
import { PresetsView } from './presets/PresetsView.tsx';
import { ReadingState } from './ReadingState.tsx';
import { RowsView, type RowsViewProps } from './RowsView.tsx';

export interface OverviewPageProps {
  readonly session: Session;
  readonly overview: OverviewState;
  readonly overviewDispatch: OverviewDispatch;
  readonly dispatch: Dispatch;
}

export function OverviewPage(props: OverviewPageProps) {
  const { session, overview, overviewDispatch } = props;
  const settled = useSettled(overview.search, TYPING_MS);
  // An emptied search is meant at once.
  const search = overview.search && settled;
  const asked = { ...overview, search };
  const query = useOverview(askedOf(asked));
  const found = useLastPage(query, JSON.stringify(askedOf({ ...asked, page: 1 })));
  return (
    <Flex direction="column" gap="lg">
      <Introduction words={overviewWords} />
      <AccessNotice />
      {overview.view === 'changes' ? null : (
        <ChangedOutside
          count={session.changedOutside}
          onShow={() => {
            overviewDispatch({ type: 'show', view: 'changes' });
          }}
        />
      )}
      {/* Of the portal as a whole every answer tells, whatever was looked for. */}
      <Loaded query={query} data={useLastPage(query, '')} loading={overviewWords.loading}>
        {(data) => (
          <>
            <ReadingState data={data} />
            {data.objectTypes.length > 0 ? (
              <Views
                {...props}
                data={data}
                found={found}
                isLoading={query.isPending || query.isPlaceholderData}
              />
            ) : null}
          </>
        )}
      </Loaded>
    </Flex>
  );
}

const isView = (view: string): view is OverviewView =>
  overviewViews.some((known) => known === view);

interface ViewsProps extends OverviewPageProps, Pick<RowsViewProps, 'found' | 'isLoading'> {
  readonly data: Overview;
}

function Views(props: ViewsProps) {
  const { overview, overviewDispatch, dispatch, data, found, isLoading } = props;
  const show = (view: string): void => {
    if (isView(view)) {
      overviewDispatch({ type: 'show', view });
    }
  };
  return (
    <Tabs variant="enclosed" selected={overview.view} onSelectedChange={show}>
      <Tab tabId="rows" title={overviewWords.viewRows}>
        {overview.view === 'rows' ? (
          <RowsView
            types={data.objectTypes}
            found={found}
            isLoading={isLoading}
            overview={overview}
            overviewDispatch={overviewDispatch}
            dispatch={dispatch}
          />
        ) : null}
      </Tab>
      <Tab tabId="grid" title={overviewWords.viewGrid}>
        {overview.view === 'grid' ? <GridView dispatch={dispatch} /> : null}
      </Tab>
      <Tab tabId="blockers" title={overviewWords.viewBlockers}>
        {overview.view === 'blockers' ? (
          <BlockersView
            types={data.objectTypes}
            merged={overview.merged}
            overviewDispatch={overviewDispatch}
          />
        ) : null}
      </Tab>
      <Tab tabId="presets" title={overviewWords.viewPresets}>
        {overview.view === 'presets' ? <PresetsView dispatch={dispatch} /> : null}
      </Tab>
      <Tab tabId="changes" title={driftWords.view}>
        {overview.view === 'changes' ? <DriftView dispatch={dispatch} /> : null}
      </Tab>
    </Tabs>
  );
}
