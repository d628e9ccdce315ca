// The tables as Kysely sees them. Times are milliseconds since 1970, so that both drivers agree.
// A test compares this file with what the migrations make.
import type { ColumnType, Generated } from 'kysely';
import type { Category, ObjectType } from '#domain/association.ts';
import type { Outcome } from '#domain/outcome.ts';
import type { HistoryEvent } from '#domain/historyEvent.ts';
import type { DirectionState, Refresh } from '#domain/overview.ts';
import type { PlanItem, Risk } from '#domain/plan.ts';
import type { ScanState } from '#domain/scan.ts';
import type { SetupDocument } from '#domain/setup/document.ts';
import type { Failure, PlanState } from '#domain/wire.ts';
import type { MakePlanRequest } from '#domain/requests/plan.ts';

/** JSON goes in as text (a bare array would become a PostgreSQL array) and comes out parsed. */
type Json<Value> = ColumnType<Value, string, string>;

export interface PortalsTable {
  portal_id: number;
  status: 'connected' | 'disconnected';
  hub_domain: string | null;
  account_type: string | null;
  ui_domain: string | null;
  scopes: Json<string[]>;
  access_sealed: string | null;
  refresh_sealed: string | null;
  access_expires_at: number;
  /** Grows with each new token pair: a late loser cannot overwrite a newer grant. */
  token_version: number;
  installed_by: number | null;
  installed_at: number;
  updated_at: number;
  /** When the newest grant came; 0: before that was remembered. */
  connected_at: Generated<number>;
  /** When the portal left; null: it is connected. */
  left_at: number | null;
  refresh_lease_owner: string | null;
  refresh_lease_until: Generated<number>;
}

export interface OauthStatesTable {
  state_hash: string;
  browser_hash: string;
  expires_at: number;
  used_at: number | null;
}

export interface PlansTable {
  portal_id: number;
  plan_id: string;
  state: PlanState;
  /** Hash of the changes asked for: the same id with other changes is refused. */
  request_hash: string;
  object_types: Json<{ id: string; singular: string; plural: string; custom: boolean }[]>;
  created_at: number;
  created_by: number;
  applied_at: number | null;
  applied_by: number | null;
  finished_at: number | null;
  resumes_at: number | null;
  /** Times in a row that applying had to be put off because HubSpot did not answer. */
  put_off: Generated<number>;
  /** Why it was applied. */
  note: string | null;
  undo_of: string | null;
  /** What the plan leaves out, as sentences. */
  notes: ColumnType<string[], string | undefined, string>;
  /** Names, labels and note in lower case. */
  search_text: Generated<string>;
  /** What a plan that is not made yet was asked for; null once it is made. */
  request: Json<MakePlanRequest> | null;
  directions_read: Generated<number>;
  directions_total: Generated<number>;
  /** Why the plan could not be made. */
  refusal: Json<Failure> | null;
}

export interface PlanItemsTable {
  portal_id: number;
  plan_id: string;
  position: number;
  from_type: string;
  to_type: string;
  category: Category;
  type_id: number;
  label: string | null;
  action: PlanItem['action'];
  limit_before: number | null;
  limit_after: number | null;
  risks: Json<Risk[]>;
  outcome: Json<Outcome>;
  /** The transaction that wrote it last (xid8). */
  changed_in: Generated<string>;
}

export interface OverviewRunsTable {
  portal_id: number;
  state: Refresh['state'];
  started_at: number;
  finished_at: number | null;
  problem: string | null;
  /** 1: this run has listed the object types, and only directions are left to read. */
  listed: number;
  notes: Json<string[]>;
}

export interface OverviewTypesTable {
  portal_id: number;
  type_id: string;
  singular: string;
  plural: string;
  /** 1: one of the portal's own. */
  custom: number;
}

export interface OverviewDirectionsTable {
  portal_id: number;
  from_type: string;
  to_type: string;
  state: DirectionState;
  problem: string | null;
  /** When the read began whose result this is. */
  read_at: number | null;
  /** When the last read of limits alone began; the limits are its, where it is later than `read_at`. */
  limits_read_at: number | null;
  /** 1: to be read by the run under way. */
  pending: number;
}

export interface OverviewLabelsTable {
  portal_id: number;
  from_type: string;
  to_type: string;
  category: Category;
  type_id: number;
  label: string | null;
  limit_now: number | null;
}

/** One of these goes and another comes whenever something that the overview shows is written. */
export interface OverviewMarksTable {
  portal_id: number;
  mark: string;
}

export interface HistoryEventsTable {
  portal_id: number;
  event_id: string;
  at: number;
  /** null: somebody in another portal. */
  by_user: number | null;
  event: Json<HistoryEvent>;
  search_text: Generated<string>;
}

export interface KeptSetupsTable {
  portal_id: number;
  setup_id: string;
  name: string;
  document: Json<SetupDocument>;
  limits: number;
  kept_at: number;
  kept_by: number;
  /** null: not the setup that the portal is compared with. */
  pinned_at: number | null;
}

/** What the pinned setup means in this portal: its entries by the keys of their types. */
export interface PinnedLimitsTable {
  portal_id: number;
  setup_id: string;
  from_type: string;
  to_type: string;
  category: Category;
  type_id: number;
  label: string | null;
  limit_wanted: number;
}

export interface SetupCodesTable {
  code_hash: string;
  portal_id: number;
  code_id: string;
  /** Hash of what was asked for: the same id with another setup is refused. */
  request_hash: string;
  /** null: of no use any more. */
  code_sealed: string | null;
  title: string | null;
  /** null: of no use any more. */
  document: Json<SetupDocument> | null;
  limits: number;
  made_at: number;
  made_by: number;
  expires_at: number;
  withdrawn_at: number | null;
  used_at: number | null;
  used_by_portal: number | null;
  /** The attempt that used the code up: HubSpot's proxy may deliver it twice. */
  used_attempt: string | null;
}

export interface KnownDirectionsTable {
  portal_id: number;
  from_type: string;
  to_type: string;
  since: number;
}

export interface KnownLimitsTable {
  portal_id: number;
  from_type: string;
  to_type: string;
  category: Category;
  type_id: number;
  label: string | null;
  limit_known: number | null;
  known_at: number;
  /** Who set or accepted it; null: the app only saw it. */
  known_by: number | null;
  /** The plan that set it. */
  plan_id: string | null;
  /** What a plan sent without seeing it saved; counts only with `maybe_plan_id`. */
  maybe_limit: number | null;
  maybe_plan_id: string | null;
}

export interface PortalPaceTable {
  portal_id: number;
  /** Microseconds since 1970: when who goes evenly may go next. An older version knows only this. */
  free_at_us: number;
  /** Moments of the latest calls, the last one first; only SQL reads them, the drivers differ. */
  taken_us: Generated<readonly (string | number)[]>;
  /** Nobody calls before; for a window after it, all go evenly. */
  held_until_us: Generated<number>;
}

export interface ScansTable {
  portal_id: number;
  scan_id: string;
  from_type: string;
  to_type: string;
  object_types: Json<ObjectType[]>;
  /** The association types of the direction when the scan began. */
  types: Json<TypeOfScan[]>;
  state: ScanState;
  started_at: number;
  started_by: number;
  finished_at: number | null;
  resumes_at: number | null;
  put_off: Generated<number>;
  problem: string | null;
  /** Where the next page of records begins; null: at the first. */
  after_id: string | null;
  records_read: Generated<number>;
  records_unread: Generated<number>;
  records_total: number | null;
  records_deleted_at: number | null;
}

export interface TypeOfScan {
  readonly category: Category;
  readonly typeId: number;
  readonly label: string | null;
}

/** Records with no association of a type have no row. */
export interface ScanCountsTable {
  portal_id: number;
  scan_id: string;
  category: Category;
  type_id: number;
  associations: number;
  records: number;
}

/** Records with two associations or more: no limit is below one. */
export interface ScanRecordsTable {
  portal_id: number;
  scan_id: string;
  category: Category;
  type_id: number;
  record_id: number;
  associations: number;
}

/** How far HubSpot's journal of installs and uninstalls was read; one row per journal. */
export interface JournalPositionsTable {
  journal: string;
  position: string;
}

export interface Tables {
  portals: PortalsTable;
  oauth_states: OauthStatesTable;
  plans: PlansTable;
  plan_items: PlanItemsTable;
  overview_runs: OverviewRunsTable;
  overview_types: OverviewTypesTable;
  overview_directions: OverviewDirectionsTable;
  overview_labels: OverviewLabelsTable;
  overview_marks: OverviewMarksTable;
  history_events: HistoryEventsTable;
  kept_setups: KeptSetupsTable;
  pinned_limits: PinnedLimitsTable;
  setup_codes: SetupCodesTable;
  known_directions: KnownDirectionsTable;
  known_limits: KnownLimitsTable;
  portal_pace: PortalPaceTable;
  scans: ScansTable;
  scan_counts: ScanCountsTable;
  scan_records: ScanRecordsTable;
  journal_positions: JournalPositionsTable;
}
