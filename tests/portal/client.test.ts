// HubSpot's official Node client against the emulated portal: the witness for the witness.
import { Client } from '@hubspot/api-client';
import * as schema from '@hubspot/api-client/lib/codegen/crm/associations/v4/schema/index.js';
import { expect, test } from 'vitest';
import { ana, clientId, clientSecret, production, testPortal } from './hubspot.ts';

const created = schema.PublicAssociationDefinitionConfigurationCreateRequestCategoryEnum;
const updated = schema.PublicAssociationDefinitionConfigurationUpdateRequestCategoryEnum;

/** The client wants instances of its own classes. */
function filled<T extends object>(empty: T, fields: Partial<T>): T {
  return Object.assign(empty, fields);
}

const createInputs = (
  ...items: readonly (readonly [
    category: schema.PublicAssociationDefinitionConfigurationCreateRequestCategoryEnum,
    typeId: number,
    maxToObjectIds: number,
  ])[]
): schema.BatchInputPublicAssociationDefinitionConfigurationCreateRequest =>
  filled(new schema.BatchInputPublicAssociationDefinitionConfigurationCreateRequest(), {
    inputs: items.map(([category, typeId, maxToObjectIds]) =>
      filled(new schema.PublicAssociationDefinitionConfigurationCreateRequest(), {
        category,
        typeId,
        maxToObjectIds,
      }),
    ),
  });

/** The client's own class for limits; its convenience object does not offer it. */
function limitsApi(url: string, token: string): schema.DefinitionConfigurationsApi {
  const configuration = schema.createConfiguration({
    baseServer: new schema.ServerConfiguration(url, {}),
    authMethods: { oauth2: { accessToken: token } },
  });
  return new schema.DefinitionConfigurationsApi(configuration);
}

test('the official client creates, lists, updates and purges a limit', async () => {
  const portal = await testPortal();
  const { access_token: token } = await portal.install();
  const limits = limitsApi(portal.url, token);

  const answer = await limits.batchCreate(
    '0-3',
    '0-8',
    createInputs([created.HubspotDefined, 19, 40]),
  );
  expect(answer.status).toBe('COMPLETE');
  expect(answer.results).toMatchObject([{ typeId: 19, userEnforcedMaxToObjectIds: 40 }]);
  const all = await limits.getAll();
  expect(all.results.some((row) => row.userEnforcedMaxToObjectIds === 40)).toBe(true);

  const update = filled(new schema.PublicAssociationDefinitionConfigurationUpdateRequest(), {
    category: updated.HubspotDefined,
    typeId: 19,
    maxToObjectIds: 12,
  });
  const updates = new schema.BatchInputPublicAssociationDefinitionConfigurationUpdateRequest();
  await limits.batchUpdate('0-3', '0-8', filled(updates, { inputs: [update] }));
  const between = await limits.getAllBetweenTwoObjectTypes('deals', 'line_items');
  expect(between.results).toMatchObject([{ typeId: 19, userEnforcedMaxToObjectIds: 12 }]);

  const spec = filled(new schema.PublicAssociationSpec(), {
    category: 'HUBSPOT_DEFINED',
    typeId: 19,
  });
  const specs = filled(new schema.BatchInputPublicAssociationSpec(), { inputs: [spec] });
  await limits.batchRemove('0-3', '0-8', specs);
  expect((await limits.getAllBetweenTwoObjectTypes('0-3', '0-8')).results).toEqual([]);
});

test('the official client sees a partly refused batch as such', async () => {
  const portal = await testPortal();
  const { access_token: token } = await portal.install();
  const inputs = createInputs([created.HubspotDefined, 19, 40], [created.UserDefined, 19, 40]);
  const answer = await limitsApi(portal.url, token).batchCreateWithHttpInfo('0-3', '0-8', inputs);
  expect(answer.httpStatusCode).toBe(207);
  expect(answer.data.results).toMatchObject([{ category: 'HUBSPOT_DEFINED', typeId: 19 }]);
  expect(answer.data).toMatchObject({ numErrors: 1, errors: [{ category: 'VALIDATION_ERROR' }] });
});

test('the official client exchanges tokens, and reads labels, schemas and users', async () => {
  const portal = await testPortal();
  const { refresh_token: refreshToken } = await portal.install();
  const client = new Client({ basePath: portal.url });
  const tokens = await client.oauth.tokensApi.create(
    'refresh_token',
    undefined,
    undefined,
    clientId,
    clientSecret,
    refreshToken,
  );
  client.setAccessToken(tokens.accessToken);
  const info = await client.oauth.accessTokensApi.get(tokens.accessToken);
  expect(info.hubId).toBe(production);

  const labels = await client.crm.associations.v4.schema.definitionsApi.getAll('0-3', '0-2');
  expect(labels.results).toContainEqual(expect.objectContaining({ typeId: 5, label: 'Primary' }));
  const schemas = await client.crm.schemas.coreApi.getAll();
  expect(schemas.results.map((one) => one.labels.plural)).toContain('Warranties');
  const user = await client.settings.users.usersApi.getById(String(ana));
  expect(user.superAdmin).toBe(true);
});

test('the official client makes, renames and deletes a label', async () => {
  const portal = await testPortal();
  const { access_token: token } = await portal.install();
  const api = new Client({ basePath: portal.url, accessToken: token }).crm.associations.v4.schema
    .definitionsApi;
  const label = { name: 'draft_of', label: 'Draft', inverseLabel: 'Draft of' };
  const made = await api.create(
    '0-3',
    '0-14',
    filled(new schema.PublicAssociationDefinitionCreateRequest(), label),
  );
  expect(made.results.map((row) => row.label)).toEqual(['Draft', 'Draft of']);
  const typeId = made.results[0]?.typeId ?? 0;
  const change = { associationTypeId: typeId, label: 'Sketch' };
  await api.update(
    '0-3',
    '0-14',
    filled(new schema.PublicAssociationDefinitionUpdateRequest(), change),
  );
  const texts = async (from: string, to: string): Promise<(string | undefined)[]> =>
    (await api.getAll(from, to)).results.map((row) => row.label);
  // Without inverseLabel both sides take the new text.
  expect([await texts('0-3', '0-14'), await texts('0-14', '0-3')]).toEqual([
    [null, 'Sketch'],
    [null, 'Sketch'],
  ]);
  await api.remove('0-3', '0-14', typeId);
  expect(await texts('0-14', '0-3')).toEqual([null]);
});
