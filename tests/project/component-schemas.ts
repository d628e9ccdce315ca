// Our own JSON Schemas of HubSpot's component files, from its documentation. HubSpot's are only
// served to accounts; `hs project validate` has the last word once there is one.

const httpsOrigin = {
  type: 'string',
  pattern: '^https://[^/:@]+(/.*)?$',
  not: { pattern: 'localhost' },
};
const list = (items: object) => ({ type: 'array', items, uniqueItems: true });
const scopes = list({ type: 'string', pattern: '^[a-z0-9_.-]+$' });
const redirectUrl = {
  type: 'string',
  anyOf: [{ pattern: '^https://' }, { pattern: '^http://localhost(:\\d+)?(/|$)' }],
};

const closed = (required: string[], properties: object) => ({
  type: 'object',
  required,
  properties,
  additionalProperties: false,
});

const application = closed(
  ['name', 'description', 'distribution', 'auth', 'permittedUrls', 'support'],
  {
    name: { type: 'string', maxLength: 200, pattern: '^\\S(.*\\S)?$' },
    description: { type: 'string', minLength: 1, maxLength: 8192 },
    distribution: { enum: ['marketplace', 'private'] },
    isUserLevel: { type: 'boolean' },
    auth: closed(['type', 'redirectUrls', 'requiredScopes'], {
      type: { enum: ['oauth', 'static'] },
      redirectUrls: { ...list(redirectUrl), minItems: 1 },
      requiredScopes: { ...scopes, minItems: 1 },
      optionalScopes: scopes,
      conditionallyRequiredScopes: scopes,
    }),
    permittedUrls: closed(['fetch'], {
      fetch: list(httpsOrigin),
      iframe: list(httpsOrigin),
      img: list(httpsOrigin),
    }),
    support: closed(['supportEmail', 'documentationUrl', 'supportUrl', 'supportPhone'], {
      supportEmail: { type: 'string', format: 'email' },
      documentationUrl: httpsOrigin,
      supportUrl: httpsOrigin,
      supportPhone: { type: 'string', pattern: '^\\+[0-9]{7,15}$' },
    }),
  },
);

/** Marketplace apps must use OAuth. */
const marketplaceNeedsOauth = {
  if: { properties: { distribution: { const: 'marketplace' } } },
  then: { properties: { auth: { properties: { type: { const: 'oauth' } } } } },
};

const settings = closed(['entrypoint'], {
  entrypoint: { type: 'string', pattern: '^/app/settings/[^/]+\\.(tsx|jsx|ts|js)$' },
});

/** By the internal type names under which HubSpot's library looks for them. */
export const componentSchemas = {
  APPLICATION: { ...application, ...marketplaceNeedsOauth },
  SETTINGS: settings,
};
