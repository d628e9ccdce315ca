// The public surface in one place: whoever changes it changes this list, and a reviewer sees it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  notTriedReasonSchema,
  outcomeSchema,
  refusalReasonSchema,
  unknownReasonSchema,
} from '#domain/outcome.ts';
import { planProblemSchema, riskSchema } from '#domain/plan.ts';
import { errorCodes, planStateSchema, routes } from '#domain/wire.ts';
import { apiVersions } from '../../server/hubspot/versions.ts';
import { readAppScopes } from '../../server/portals/app-scopes.ts';
import { ROOT } from './source-files.ts';

test('the routes', () => {
  const addresses = Object.entries(routes).map(
    ([name, { method, path }]) => `${name}: ${method} ${path}`,
  );
  expect(addresses).toMatchInlineSnapshot(`
    [
      "opening: GET /api/opening",
      "session: GET /api/session",
      "rights: GET /api/rights",
      "objectTypes: GET /api/object-types",
      "direction: GET /api/directions/:from/:to",
      "makePlan: PUT /api/plans/:planId",
      "plan: GET /api/plans/:planId",
      "planChanges: GET /api/plans/:planId/changes",
      "applyPlan: POST /api/plans/:planId/apply",
      "history: GET /api/history",
      "historyPlan: GET /api/history/:planId",
      "historyExport: GET /api/history-export",
      "exportSetup: POST /api/setup/export",
      "lookUpSetup: POST /api/setup/look-up",
      "makeCode: PUT /api/setup-codes/:codeId",
      "setupCodes: GET /api/setup-codes",
      "withdrawCode: POST /api/setup-codes/:codeId/withdraw",
      "enterCode: POST /api/setup-code-entries",
      "keptSetups: GET /api/setups",
      "keptSetup: GET /api/setups/:setupId",
      "keepSetup: PUT /api/setups/:setupId",
      "forgetSetup: DELETE /api/setups/:setupId",
      "pinSetup: PUT /api/setups/:setupId/pin",
      "overview: GET /api/overview",
      "overviewGrid: GET /api/overview/grid",
      "refreshOverview: POST /api/overview/refresh",
      "blockers: GET /api/overview/blockers/:from",
      "startScan: PUT /api/scans/:scanId",
      "scan: GET /api/scans/:scanId",
      "cancelScan: POST /api/scans/:scanId/cancel",
      "resumeScan: POST /api/scans/:scanId/resume",
      "recordsOver: GET /api/scans/:scanId/records",
      "csvLink: POST /api/scans/:scanId/csv-link",
      "latestScan: GET /api/directions/:from/:to/scan",
      "limitReport: GET /api/directions/:from/:to/limit-report",
      "judgeLimits: POST /api/scan-judgements",
      "drift: GET /api/overview/drift",
      "keepDrift: POST /api/overview/drift/keep",
      "presets: GET /api/overview/presets",
      "disconnect: POST /api/disconnect",
    ]
  `);
});

test('the error codes', () => {
  expect(errorCodes).toMatchInlineSnapshot(`
    [
      "unsigned",
      "stale_request",
      "bad_request",
      "too_large",
      "not_found",
      "not_installed",
      "disconnected",
      "not_super_admin",
      "missing_scope",
      "unknown_object_type",
      "changes_refused",
      "plan_id_taken",
      "cannot_undo",
      "id_taken",
      "code_unknown",
      "code_used",
      "code_expired",
      "code_withdrawn",
      "code_own_portal",
      "too_many_attempts",
      "too_many_directions",
      "cannot_export",
      "name_taken",
      "cannot_keep",
      "cannot_pin",
      "cannot_disconnect",
      "rate_limited",
      "hubspot_refused",
      "hubspot_unavailable",
      "app_misconfigured",
      "store_unavailable",
      "internal",
    ]
  `);
});

test('the kinds of outcomes and their reasons', () => {
  expect({
    kinds: outcomeSchema.options.map(({ entries }) => entries.kind.literal),
    refused: refusalReasonSchema.options,
    notTried: notTriedReasonSchema.options,
    unknown: unknownReasonSchema.options,
  }).toMatchInlineSnapshot(`
    {
      "kinds": [
        "waiting",
        "sending",
        "checking",
        "saved",
        "unchanged",
        "refused",
        "not_tried",
        "unknown",
      ],
      "notTried": [
        "portal_changed",
        "disconnected",
        "missing_scope",
        "hubspot_unavailable",
        "app_misconfigured",
        "direction_unreadable",
        "given_up",
      ],
      "refused": [
        "label_limit_meets_object_limit",
        "object_limit_meets_label_limit",
        "changed_meanwhile",
        "missing_scope",
        "type_not_found",
        "no_reason_given",
        "other",
      ],
      "unknown": [
        "answer_lost",
        "not_shown_yet",
        "not_read_back",
      ],
    }
  `);
});

test('the states, risks and problems of plans', () => {
  expect({
    states: planStateSchema.options,
    risks: riskSchema.options,
    problems: planProblemSchema.entries.code.options,
  }).toMatchInlineSnapshot(`
    {
      "problems": [
        "unknown_type",
        "wrong_category",
        "repeated",
        "label_above_object_limit",
        "object_limit_below_label",
      ],
      "risks": [
        "lowers",
        "equal_to_object_limit",
        "shared_by_both_directions",
        "sides_differ",
        "changed_since",
      ],
      "states": [
        "planning",
        "refused",
        "ready",
        "queued",
        "applying",
        "paused",
        "done",
      ],
    }
  `);
});

test('the scopes', () => {
  expect(readAppScopes()).toMatchInlineSnapshot(`
    {
      "optional": [
        "tickets",
        "crm.objects.leads.read",
        "crm.objects.custom.read",
        "crm.schemas.custom.read",
        "crm.objects.services.read",
        "crm.objects.orders.read",
        "crm.objects.invoices.read",
        "crm.objects.quotes.read",
        "crm.objects.line_items.read",
        "crm.objects.products.read",
        "crm.objects.projects.read",
        "crm.objects.listings.read",
        "crm.objects.courses.read",
        "crm.objects.appointments.read",
        "crm.objects.carts.read",
        "crm.objects.subscriptions.read",
        "crm.objects.users.read",
        "crm.objects.goals.read",
        "crm.objects.commercepayments.read",
      ],
      "required": [
        "oauth",
        "crm.objects.contacts.read",
        "crm.objects.companies.read",
        "crm.objects.deals.read",
        "settings.users.read",
      ],
    }
  `);
});

test('the API versions of HubSpot', () => {
  expect(apiVersions).toMatchInlineSnapshot(`
    [
      "2026-03",
      "2026-09",
      "v4",
    ]
  `);
});

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const settings = [...read('server/config.ts').matchAll(/^ {4}([A-Z][A-Z0-9_]+): /gm)].map(
  (match) => match[1] ?? '',
);

test('the settings of the server', () => {
  expect(settings).toMatchInlineSnapshot(`
    [
      "PORT",
      "PUBLIC_BASE_URL",
      "HUBSPOT_API_BASE_URL",
      "HUBSPOT_AUTHORIZE_URL",
      "HUBSPOT_API_VERSION",
      "HUBSPOT_CLIENT_ID",
      "HUBSPOT_CLIENT_SECRET",
      "TOKEN_ENCRYPTION_KEY",
      "DATABASE_URL",
      "DATA_DIR",
      "METRICS_PORT",
      "METRICS_HOST",
      "OTEL_EXPORTER_OTLP_ENDPOINT",
    ]
  `);
});

test('every setting is explained in .env.example, and no other', () => {
  const explained = [...read('.env.example').matchAll(/^(?:# )?([A-Z][A-Z0-9_]+)=/gm)].map(
    (match) => match[1] ?? '',
  );
  expect(explained.sort()).toEqual([...settings].sort());
});
