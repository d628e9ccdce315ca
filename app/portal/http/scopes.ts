// Which scopes open which calls: any one of the list, as HubSpot's security blocks have it.

const readWrite = (name: string): string[] => [
  `crm.objects.${name}.read`,
  `crm.objects.${name}.write`,
];
const sensitive = (name: string, suffix: string): string[] => [
  `crm.objects.${name}.sensitive.read${suffix}`,
  `crm.objects.${name}.sensitive.write${suffix}`,
];
const highlySensitive = (name: string, suffix: string): string[] => [
  `crm.objects.${name}.highly_sensitive.read${suffix}`,
  `crm.objects.${name}.highly_sensitive.write${suffix}`,
];

const coreObjects = ['companies', 'contacts', 'custom', 'deals'];
const inEveryVersion = [
  ...[
    ...['appointments', 'carts', 'commercepayments', 'courses', 'goals', 'invoices', 'leads'],
    ...['line_items', 'listings', 'orders', 'partner-clients', 'partner-services', 'products'],
    ...['projects', 'quotes', 'services', 'subscriptions', 'users', ...coreObjects],
  ].flatMap(readWrite),
  ...['appointments', ...coreObjects].flatMap((name) => sensitive(name, '.v2')),
  ...coreObjects.flatMap((name) => highlySensitive(name, '.v2')),
  ...sensitive('projects', ''),
  ...highlySensitive('projects', ''),
  ...['e-commerce', 'media_bridge.read', 'tickets'],
  ...['tickets.sensitive.v2', 'tickets.highly_sensitive.v2'],
];
const onlyBefore202609 = [
  ...['calls', 'emails', 'meetings', 'notes', 'tasks'].map((name) => `crm.objects.${name}.read`),
  ...sensitive('tickets', ''),
  ...highlySensitive('tickets', ''),
];
const onlySince202609 = [
  'contacts',
  ...['appointments', ...coreObjects].flatMap((name) => sensitive(name, '')),
  ...coreObjects.flatMap((name) => highlySensitive(name, '')),
  ...['tickets.sensitive', 'tickets.highly_sensitive'],
];

/** The list of limits, labels, limits-tracking and object-library calls. */
export function crmScopes(version: string): readonly string[] {
  return [...inEveryVersion, ...(version === '2026-09' ? onlySince202609 : onlyBefore202609)];
}

/** The list of the custom-object schemas list; a single schema opens with `oauth` as well. */
export function schemaListScopes(version: string): readonly string[] {
  const base = [
    'crm.schemas.custom.read',
    'crm.objects.custom.read',
    'crm.objects.custom.sensitive.read.v2',
    'crm.objects.custom.highly_sensitive.read.v2',
  ];
  const added = ['crm.objects.custom.sensitive.read', 'crm.objects.custom.highly_sensitive.read'];
  return version === '2026-09' ? [...base, ...added] : base;
}

export const oauthScope: readonly string[] = ['oauth'];
export const userScopes: readonly string[] = ['settings.users.read', 'crm.objects.users.read'];

const scopeWords: Readonly<Record<string, string>> = {
  ...{ '0-1': 'contacts', '0-2': 'companies', '0-3': 'deals', '0-7': 'products' },
  ...{ '0-8': 'line_items', '0-14': 'quotes', '0-27': 'tasks', '0-46': 'notes' },
  ...{ '0-47': 'meetings', '0-48': 'calls', '0-49': 'emails', '0-53': 'invoices' },
  ...{ '0-69': 'subscriptions', '0-74': 'goals', '0-101': 'commercepayments', '0-115': 'users' },
  ...{ '0-123': 'orders', '0-136': 'leads', '0-142': 'carts', '0-162': 'services' },
  ...{ '0-410': 'courses', '0-420': 'listings', '0-421': 'appointments', '0-970': 'projects' },
};

/**
 * The scopes of one object of which `held` has none; undefined: the object is open. An object that
 * HubSpot's lists have no scope for, such as postal mail, is open to whatever opens the call: no scope
 * could be granted that would open it otherwise.
 */
export function closedScopes(
  held: readonly string[],
  objectTypeId: string,
  access: 'read' | 'any',
): readonly string[] | undefined {
  const scopes = scopesOfObject(objectTypeId).filter(
    (scope) => access === 'any' || !scope.endsWith('.write'),
  );
  const isOpen = scopes.length === 0 || scopes.some((scope) => held.includes(scope));
  return isOpen ? undefined : scopes;
}

/** Any of which opens an object when a call checks its own objects; none: it has no scope of its own. */
function scopesOfObject(objectTypeId: string): readonly string[] {
  if (objectTypeId === '0-5') return ['tickets'];
  if (objectTypeId.startsWith('2-')) return readWrite('custom');
  const word = scopeWords[objectTypeId];
  return word === undefined ? [] : readWrite(word);
}
