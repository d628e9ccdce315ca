// The whole portal as it was last read: how old that is, and the ways to look at it.
import { Flex, Heading, Tab, Tabs, Text } from '@hubspot/ui-extensions';
import { useOverview } from '../../data/overview.ts';
import type { Overview } from '../../domain/overview.ts';
import type { Session } from '../../domain/wire.ts';
import type { Dispatch } from '../state/panelState.ts';
import { AccessNotice } from '../status/AccessNotice.tsx';
import { ChangedOutside } from '../status/ChangedOutside.tsx';
import { LoadState } from '../status/LoadState.tsx';
import { QueryFailure } from '../status/QueryFailure.tsx';
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
import { RowsView } from './RowsView.tsx';

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
  const query = useOverview(askedOf({ ...overview, search }));
  return (
    <Flex direction="column" gap="lg">
      <Flex direction="column" gap="xs">
        <Heading>{overviewWords.title}</Heading>
        <Text>{overviewWords.intro}</Text>
      </Flex>
      <AccessNotice />
      {overview.view === 'changes' ? null : (
        <ChangedOutside
          count={session.changedOutside}
          onShow={() => {
            overviewDispatch({ type: 'show', view: 'changes' });
          }}
        />
      )}
      {query.data ? (
        <>
          <QueryFailure query={query} />
          <ReadingState data={query.data} />
          {query.data.objectTypes.length > 0 ? <Views {...props} data={query.data} /> : null}
        </>
      ) : (
        <LoadState query={query} loading={overviewWords.loading} />
      )}
    </Flex>
  );
}

const isView = (view: string): view is OverviewView =>
  overviewViews.some((known) => known === view);

function Views(props: OverviewPageProps & { readonly data: Overview }) {
  const { overview, overviewDispatch, dispatch, data } = props;
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
            data={data}
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
