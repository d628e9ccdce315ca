// Setups: what they look like, what is said about a text that is none, and what entries can mean.
import { describe, expect, test } from 'vitest';
import type { LabelRow, TypeKey } from '#domain/association.ts';
import type { Pair } from '#domain/setup/candidates.ts';
import { printCsv } from '#domain/setup/csv.ts';
import {
  MAX_SETUP_LIMITS,
  MAX_SETUP_TEXT,
  printJson,
  setupOf,
  type SetupEntry,
} from '#domain/setup/document.ts';
import { nameRows } from '#domain/setup/label-names.ts';
import { matchSetup, type SetupMatch } from '#domain/setup/match.ts';
import { readSetup } from '#domain/setup/read.ts';
import type { PortalLimits } from '#domain/setup/wire.ts';

const entry = (change: Partial<SetupEntry> = {}): SetupEntry => ({
  from: 'deal',
  to: 'company',
  label: 'payer',
  labelText: 'Payer',
  category: 'USER_DEFINED',
  limit: 3,
  ...change,
});

test('JSON holds one limit a line, sorted, without any id', () => {
  const document = setupOf(
    [entry({ from: 'site' }), entry(), entry({ label: null, labelText: null })],
    'https://atmost.example.com',
  );
  expect(printJson(document)).toMatchInlineSnapshot(`
    "{
      "$schema": "https://atmost.example.com/setup.schema.json",
      "version": 1,
      "limits": [
        {"from":"deal","to":"company","label":null,"labelText":null,"category":"USER_DEFINED","limit":3},
        {"from":"deal","to":"company","label":"payer","labelText":"Payer","category":"USER_DEFINED","limit":3},
        {"from":"site","to":"company","label":"payer","labelText":"Payer","category":"USER_DEFINED","limit":3}
      ]
    }
    "
  `);
});

test('a document is in one order, whatever that of its limits: what is not said comes first', () => {
  const unsaid = { label: null, labelText: null, category: null };
  const inOrder = [
    entry(unsaid),
    entry({ ...unsaid, category: 'HUBSPOT_DEFINED' }),
    entry({ ...unsaid, labelText: 'A' }),
    entry({ ...unsaid, label: 'A' }),
    entry({ ...unsaid, label: 'A', limit: 4 }),
    entry({ to: 'deal' }),
    entry({ from: 'site' }),
  ];
  for (const turned of inOrder.keys()) {
    const limits = [...inOrder.slice(turned), ...inOrder.slice(0, turned)];
    expect(setupOf(limits, '').limits).toEqual(inOrder);
    expect(setupOf(limits.toReversed(), '').limits).toEqual(inOrder);
  }
});

test('a document without an address or a limit is JSON too', () => {
  const text = printJson({ version: 1, limits: [] });
  expect(text).toBe('{\n  "version": 1,\n  "limits": []\n}\n');
  expect(readSetup(text)).toMatchObject({ ok: true, value: { entries: [] } });
});

test('CSV is a table that a spreadsheet does not run', () => {
  const document = setupOf([entry({ labelText: '=cmd|x' }), entry({ label: null })], '');
  expect(printCsv(document)).toBe(
    [
      'from,to,label,labelText,category,limit',
      'deal,company,,Payer,USER_DEFINED,3',
      "deal,company,payer,'=cmd|x,USER_DEFINED,3",
      '',
    ].join('\r\n'),
  );
});

test.each([
  ['a missing bracket', '{"version": 1,\n"limits": [', 2, 12, 'ends here'],
  ['a missing comma', '{"version": 1\n"limits": []}', 2, 1, 'comma'],
  ['a text without quotes', '{version: 1}', 1, 2, 'double quotes'],
  ['a name that is there twice', '{"version": 1, "version": 1, "limits": []}', 1, 16, 'second'],
  [
    'a limit that is none',
    '{"version":1,"limits":[\n{"from":"a","to":"b","limit":0}]}',
    2,
    30,
    'at least 1',
  ],
  [
    'a limit in words',
    '{"version":1,"limits":[\n{"from":"a","to":"b","limit":"3"}]}',
    2,
    30,
    'whole number',
  ],
  [
    'a field of its own',
    '{"version":1,"limits":[\n\n{"from":"a","to":"b","limit":1,"typeId":5}]}',
    3,
    41,
    '“typeId”',
  ],
  ['a missing object', '{"version":1,"limits":[{"from":"a","limit":1}]}', 1, 24, 'to'],
  ['another version', '{"version":2,"limits":[]}', 1, 12, 'must be 1.'],
  ['a list alone', '[]', 1, 1, 'The document must be an object in { }'],
  [
    'a list as a limit',
    '{"version":1,"limits":[[1]]}',
    1,
    24,
    '“limits[0]” must be an object in { }',
  ],
  ['no list of limits', '{"version":1,"limits":{}}', 1, 23, 'a list in [ ]'],
  ['an object in place of the version', '{"version":{},"limits":[]}', 1, 12, 'must be 1.'],
  ['nesting without end', '['.repeat(5_000), 1, 18, 'deeply'],
  ['nesting of objects', '{"a":'.repeat(5_000), 1, 86, 'deeply'],
  ['an unknown column', 'from,to,Limit,id\na,b,1,2', 1, 15, '“id”'],
  ['a column that is there twice', 'from,to,to\n', 1, 9, 'twice'],
  ['a cell too many', 'from,to,limit\na,b,1\na,b,1,2', 3, 7, 'more cells'],
  ['a cell too many behind an empty one', 'from,to,limit,\na,b,1,,2', 2, 8, 'more cells'],
  ['two cells too many', 'from,to,limit\na,b,1,2,3', 2, 7, 'more cells'],
  ['a row that ends before its limit', 'from,to,limit\na,b', 2, 1, '“limit” is missing'],
  ['a first row that begins without a name', ',to\na,b', 1, 1, '“” is none'],
  ['a table of one column', 'limit\n1,2', 2, 3, 'more cells'],
  ['one name beside empty ones', 'limit,,\n5', 2, 1, '“from” is missing'],
  ['an empty name of a column in between', 'from,,to,limit\n', 1, 6, '“” is none'],
  ['a first row without any name', ',,\na,b,1', 1, 1, '“” is none'],
  ['a row without a limit', 'from,to,limit\n\na,b,', 3, 5, 'missing'],
  ['a limit with a point', 'from;to;limit\na;b;1.5', 2, 5, 'whole number'],
  ['a category of its own', 'from,to,category,limit\na,b,MINE,1', 2, 5, 'HUBSPOT_DEFINED'],
  ['an open quote', 'from,to,limit\n"a,b,1', 2, 1, 'double quotes'],
  ['a quote behind a blank', 'from,to,limit\n"a", "b,c",1', 2, 5, 'double quotes'],
  ['something behind the end', '{"version":1,"limits":[]} x', 1, 27, 'Remove what follows it'],
  ['a missing colon', '{"version" 1}', 1, 12, 'A colon is expected after “version”'],
  ['a comma too many', '{"version":1,}', 1, 14, 'A name in double quotes'],
  ['a missing comma in a list', '{"limits":[{} {}]}', 1, 15, 'A comma or ]'],
  ['a line break in a text', '{"version":"a\nb"}', 1, 12, 'a line break or an escape'],
  ['a text without its end', '{"version":"a}', 1, 12, 'no closing double quote'],
  ['a value that is not there', '{"version":,"limits":[]}', 1, 12, 'A value is expected here.'],
  ['a word that is no JSON', `{"version":${'y'.repeat(41)}}`, 1, 12, `“${'y'.repeat(40)}” is`],
  ['a long name of no column', `from,to,${'y'.repeat(41)}\n`, 1, 9, `“${'y'.repeat(40)}” is none`],
  [
    'an empty text',
    '{"version":1,"limits":[{"from":""}]}',
    1,
    32,
    '“limits[0].from” must not be an',
  ],
  ['a name that is too long', `from,to,limit\n${'y'.repeat(251)},b,1`, 2, 1, 'at most 250 char'],
  ['a number as a name', '{"version":1,"limits":[{"from":1}]}', 1, 32, 'must be a text'],
  ['a limit of ten digits', 'from,to,limit\na,b,1234567890', 2, 5, 'must be at most 10,000'],
  ['a limit in hexadecimal digits', 'from,to,limit\na,b,0x10', 2, 5, 'whole number'],
  ['nothing', ' \n ', 1, 1, 'no text'],
])('%s is refused with its line, column and reason', (_, text, line, column, reason) => {
  const read = readSetup(text);
  expect(read.ok).toBe(false);
  if (read.ok) return;
  expect(read.failure[0]).toMatchObject({ line, column });
  expect(read.failure[0]?.message).toContain(reason);
});

test('as much as may be pasted is read, and what is more is told by its number', () => {
  const rows = 'a,b,1\n'.repeat(MAX_SETUP_LIMITS);
  const table = `from,to,limit\n${rows}`.padEnd(MAX_SETUP_TEXT);
  const most = readSetup(`\uFEFF${table}`);
  expect(most.ok && most.value.entries).toHaveLength(MAX_SETUP_LIMITS);
  expect(readSetup(`${table} `)).toEqual({
    ok: false,
    failure: [
      {
        ...{ line: 1, column: 1 },
        message: 'The text has 400,001 characters; 400,000 are the most. Split it.',
      },
    ],
  });
  const limit = '{"from":"a","to":"b","limit":1}';
  const json = `{"version":1,"limits":[${Array<string>(MAX_SETUP_LIMITS).fill(limit).join()}]}`;
  const all = readSetup(json);
  expect(all.ok && all.value.entries.at(-1)?.line).toBe(MAX_SETUP_LIMITS);
});

test('of many mistakes the first twenty are told', () => {
  const rows = Array.from({ length: 30 }, (_, index) => `a,b,x${String(index)}`);
  const table = readSetup(['from,to,limit', ...rows].join('\n'));
  const lines = Array.from({ length: 20 }, (_, index) => index + 2);
  expect(table.ok ? [] : table.failure.map(({ line }) => line)).toEqual(lines);
  const limits = rows.map((row) => `\n{"from":"${row}","to":"b","limit":0}`);
  const json = readSetup(`{"version":1,"limits":[${limits.join()}]}`);
  expect(json.ok ? [] : json.failure.map(({ line }) => line)).toEqual(lines);
});

test('a text or table that is too large is refused before it is read', () => {
  expect(readSetup('x'.repeat(MAX_SETUP_TEXT + 1))).toMatchObject({ ok: false });
  const rows = 'a,b,1\n'.repeat(MAX_SETUP_LIMITS + 1);
  const read = readSetup(`from,to,limit\n${rows}`);
  const message = 'One setup holds at most 1,000 limits. Split it here.';
  const failure = [{ line: MAX_SETUP_LIMITS + 2, column: 1, message }];
  expect(read).toEqual({ ok: false, failure });
});

test('what a spreadsheet puts on the clipboard is read, whatever its separator', () => {
  for (const separator of [',', ';', '\t']) {
    const text = [
      ['to', 'FROM', 'limit', 'labelText'],
      ['company', 'deal', '7', '"a ""b""\nc"'],
      ['', '', '', ''],
    ];
    const read = readSetup(`\uFEFF${text.map((row) => row.join(separator)).join('\n')}`);
    expect(read).toMatchObject({
      ok: true,
      value: { entries: [{ line: 2, entry: { from: 'deal', limit: 7, labelText: 'a "b"\nc' } }] },
    });
  }
});

test('what is a number to a spreadsheet stays a name where a name stands', () => {
  const read = readSetup('from,to,label,labelText,limit\n24,2026,1,007,8');
  const named = { from: '24', to: '2026', label: '1', labelText: '007', category: null, limit: 8 };
  const setup = { version: 1, limits: [named] };
  expect(read).toEqual({ ok: true, value: { setup, entries: [{ line: 2, entry: named }] } });
});

test('a double quote within a cell is read as a spreadsheet puts it on the clipboard', () => {
  for (const separator of [',', ';', '\t']) {
    const rows = [
      ['from', 'to', 'labelText', 'label', 'limit'],
      ['deal', 'company', '15" screen', '', '7'],
      ['deal', 'company', 'The "big" one', '"a""b"', '8'],
    ];
    const read = readSetup(rows.map((row) => row.join(separator)).join('\r\n'));
    expect(read).toMatchObject({
      ok: true,
      value: {
        entries: [
          { entry: { labelText: '15" screen', limit: 7 } },
          { entry: { labelText: 'The "big" one', label: 'a"b', limit: 8 } },
        ],
      },
    });
  }
});

test('empty lines before the first row are passed over, like those behind it', () => {
  for (const separator of [',', ';', '\t']) {
    const rows = ['', ' ', ['from', 'to', 'limit'], '', ['deal', 'company', '7'], ''];
    const text = rows.map((row) => (typeof row === 'string' ? row : row.join(separator)));
    expect(readSetup(text.join('\r\n'))).toMatchObject({
      ok: true,
      value: { entries: [{ line: 5, entry: { from: 'deal', limit: 7 } }] },
    });
  }
});

test('blanks beside a separator belong to no cell, unless they are quoted', () => {
  const text = [
    'from, to ,label,category , limit',
    'deal, company, payer , USER_DEFINED, 3',
    ' , ,,,',
  ];
  const read = readSetup([...text, 'deal,company," payer",,4'].join('\n'));
  expect(read).toMatchObject({
    ok: true,
    value: { entries: [{ entry: entry({ labelText: null }) }, { entry: { label: ' payer' } }] },
  });
});

test('one mistake is told once', () => {
  const of = (text: string): readonly string[] => {
    const read = readSetup(text);
    return read.ok ? [] : read.failure.map(({ message }) => message);
  };
  const entry = (limit: string): string => `{"from":"a","to":"b","limit":${limit}}`;
  const document = (limits: string): string => `{"version":1,"limits":[${limits}]}`;
  expect(of('[]')).toEqual(['The document must be an object in { }.']);
  expect(of(document('[1],7'))).toEqual([
    '“limits[0]” must be an object in { }.',
    '“limits[1]” must be an object in { }.',
  ]);
  expect(of(document(entry('-1.5')))).toEqual(['“limits[0].limit” must be a whole number.']);
  expect(of(document(entry('1e400')))).toEqual(['“limits[0].limit” must be a whole number.']);
  const two = `{"from":"a","to":"b","limit":1,"typeId":5,"id":6}`;
  expect(of(document(two))).toEqual(['A setup does not have “typeId”, “id”.']);
  expect(of('{"version":1,"limits":[],"from":"a","portal":5}')).toEqual([
    'A setup does not have “from”, “portal”.',
  ]);
  const above = `{"from":"a","to":"b","limit":1,"version":1}`;
  expect(of(document(above))).toEqual(['A setup does not have “version”.']);
});

test('too many limits are told before what is wrong in them', () => {
  const read = readSetup(`{"version":1,"limits":[${'{},\n'.repeat(1_000)}{}]}`);
  expect(read).toEqual({
    ok: false,
    failure: [
      { line: 1_001, column: 1, message: 'One setup holds at most 1,000 limits. Split it here.' },
    ],
  });
});

test('limits that share a line are told apart by counting them', () => {
  const document = setupOf([entry(), entry({ label: 'biller' })], 'https://atmost.example.com');
  const linesOf = (text: string) => {
    const read = readSetup(text);
    return read.ok && read.value.entries.map(({ line }) => line);
  };
  expect(linesOf(printJson(document))).toEqual([5, 6]);
  expect(linesOf(JSON.stringify(document))).toEqual([1, 2]);
});

test('empty columns that a spreadsheet saves behind the last one are passed over', () => {
  for (const separator of [',', ';', '\t']) {
    const text = [
      ['" from "', 'to', 'limit', '', '" "'],
      ['deal', 'company', '7', '', ''],
      ['deal', 'site', '8', '', '', ''],
      ['site', 'deal', '9'],
    ];
    const read = readSetup(text.map((row) => row.join(separator)).join('\n'));
    const limits = read.ok ? read.value.setup.limits.map(({ limit }) => limit) : read.failure;
    expect(limits).toEqual([7, 8, 9]);
  }
});

test('internal names are given only where they surely belong', () => {
  const row = (typeId: number, label: string | null, category: LabelRow['category']): LabelRow => ({
    category,
    typeId,
    label,
    limit: null,
  });
  const definition = (typeId: number, name: string | null) => ({
    from: '0-1',
    to: '0-2',
    typeId,
    name,
  });
  const named = nameRows(
    [
      row(279, null, 'HUBSPOT_DEFINED'),
      row(279, 'Consultant', 'USER_DEFINED'),
      row(30, 'Renamed since', 'USER_DEFINED'),
      row(32, 'Fresh', 'USER_DEFINED'),
      row(5, 'One', 'USER_DEFINED'),
      row(5, 'Two', 'HUBSPOT_DEFINED'),
    ],
    [
      definition(279, 'contact_to_company'),
      definition(279, 'consultant'),
      definition(30, 'first_name_of_it'),
      definition(32, null),
      definition(5, 'x'),
      definition(5, 'y'),
    ],
  );
  expect(named.map(({ name }) => name)).toEqual([
    null,
    'consultant',
    'first_name_of_it',
    null,
    null,
    null,
  ]);
});

const portal: PortalLimits = {
  objects: [
    { id: '0-3', name: 'deal', singular: 'Lease', plural: 'Leases' },
    { id: '0-2', name: 'company', singular: 'Company', plural: 'Companies' },
  ],
  directions: [
    {
      from: '0-3',
      to: '0-2',
      rows: [
        { category: 'HUBSPOT_DEFINED', typeId: 1, label: null, name: 'deal_to_company', limit: 9 },
        { category: 'USER_DEFINED', typeId: 2, label: 'Payer', name: 'payer', limit: 2 },
        { category: 'USER_DEFINED', typeId: 3, label: 'Twin', name: null, limit: 4 },
        { category: 'INTEGRATOR_DEFINED', typeId: 4, label: 'Twin', name: null, limit: null },
        { category: 'USER_DEFINED', typeId: 5, label: 'Owner', name: 'owner', limit: null },
      ],
    },
  ],
  unread: [{ from: '0-2', to: '0-3', why: 'Not here.' }],
};
const pair = { from: '0-3', to: '0-2' } as const;

const match = (
  limits: SetupEntry[],
  choices: [number, TypeKey][] = [],
  removeUnlisted = false,
): SetupMatch =>
  matchSetup(
    limits.map((one, index) => ({ line: index + 2, entry: one })),
    portal,
    { choices: new Map(choices), removeUnlisted },
  );
const kinds = (found: SetupMatch): string[] => found.findings.map(({ verdict }) => verdict.kind);

test('each entry is told what becomes of it', () => {
  const found = match([
    entry(),
    entry({ from: 'Leases', label: null, labelText: null, limit: 9 }),
    entry({ label: null, labelText: 'OWNER' }),
    entry({ from: 'ticket' }),
    entry({ label: 'reseller', labelText: 'Reseller' }),
    entry({ label: null, labelText: 'Twin', category: null }),
    entry({ from: 'company', to: 'deal' }),
  ]);
  expect(kinds(found)).toEqual([
    'set',
    'already',
    'set',
    'no_object',
    'no_label',
    'choose',
    'unread',
  ]);
  expect(found.changes).toEqual([
    { ...pair, category: 'USER_DEFINED', typeId: 2, limit: 3 },
    { ...pair, category: 'USER_DEFINED', typeId: 5, limit: 3 },
  ]);
  expect(found.findings.map(({ candidates }) => candidates.length)).toEqual([0, 0, 0, 0, 0, 2, 0]);
  const [neither] = match([entry({ from: 'ticket', to: 'order' })]).findings;
  expect(neither?.verdict).toEqual({ kind: 'no_object', name: 'ticket' });
});

test('an internal name counts more than a text, and a text found instead is said', () => {
  const renamed = match([entry({ label: 'payer', labelText: 'Owner' })]).findings[0]?.verdict;
  expect(renamed).toMatchObject({ target: { typeId: 2 }, by: 'name' });
  const byText = match([entry({ label: 'old_name', labelText: 'Owner' })]).findings[0]?.verdict;
  expect(byText).toMatchObject({ target: { typeId: 5 }, by: 'text' });
});

test('texts are compared as people read them, and what is exact counts more', () => {
  const row = (typeId: number, label: string | null, category: LabelRow['category']) => {
    return { category, typeId, label, name: null, limit: null };
  };
  const rows = [
    ...[row(1, 'Payer', 'USER_DEFINED'), row(2, 'payer', 'USER_DEFINED')],
    ...[row(3, 'Café', 'USER_DEFINED'), row(4, null, 'HUBSPOT_DEFINED')],
    ...[row(5, 'Twin', 'USER_DEFINED'), row(6, 'Twin', 'INTEGRATOR_DEFINED')],
  ];
  const objects = portal.objects.map((one) => ({ ...one, name: null }));
  const one = { ...portal, objects, directions: [{ ...pair, rows }] };
  const typeOf = (labelText: string | null, change: Partial<SetupEntry> = {}) => {
    const wanted = entry({ from: ' LEASES', to: 'company', label: null, labelText, ...change });
    const wishes = { choices: new Map(), removeUnlisted: false };
    const [finding] = matchSetup([{ line: 1, entry: wanted }], one, wishes).findings;
    const verdict = finding?.verdict;
    return verdict && 'target' in verdict ? verdict.target.typeId : verdict?.kind;
  };
  expect(typeOf('Payer')).toBe(1);
  expect(typeOf('payer')).toBe(2);
  expect(typeOf('PAYER')).toBe('choose');
  expect(typeOf(' CAFE\u0301 ')).toBe(3);
  expect(typeOf('Cafe')).toBe('no_label');
  expect(typeOf(null, { category: 'USER_DEFINED' })).toBe(4);
  expect(typeOf('Twin', { category: 'INTEGRATOR_DEFINED' })).toBe(6);
  expect(typeOf('Twin', { category: 'WORK' })).toBe('choose');
  // An internal name that is not there and no text: nothing is guessed.
  expect(typeOf(null, { label: 'payer' })).toBe('no_label');
  expect(typeOf('Payer', { from: 'Lease', label: 'gone' })).toBe(1);
});

test('of several candidates only the chosen one is set, and only if it is one of them', () => {
  const twin = entry({ label: null, labelText: 'Twin', category: null });
  const chosen: TypeKey = { ...pair, category: 'INTEGRATOR_DEFINED', typeId: 4 };
  expect(match([twin], [[0, chosen]]).changes).toEqual([{ ...chosen, limit: 3 }]);
  expect(kinds(match([twin], [[0, { ...chosen, typeId: 2 }]]))).toEqual(['choose']);
  // The document could have told them apart, so that one of them holds the limit decides nothing.
  expect(kinds(match([{ ...twin, limit: 4 }]))).toEqual(['choose']);
});

test('entries that contradict each other are told so, and neither is set', () => {
  const found = match([
    entry(),
    entry({ limit: 5 }),
    entry({ label: 'owner', labelText: 'Owner' }),
  ]);
  expect(found.findings[0]?.verdict).toMatchObject({ kind: 'contradicts', lines: [3] });
  expect(found.findings[1]?.verdict).toMatchObject({ kind: 'contradicts', lines: [2] });
  expect(found.changes).toHaveLength(1);
});

test('what is not mentioned is named, removed only if asked for, and never what is undecided', () => {
  const twin = entry({ label: null, labelText: 'Twin', category: null });
  const kept = match([twin]);
  expect(kept.unlisted.map(({ typeId }) => typeId)).toEqual([1, 2]);
  expect(kept.changes).toEqual([]);
  expect(match([twin], [], true).changes).toEqual([
    { ...pair, category: 'HUBSPOT_DEFINED', typeId: 1, limit: null },
    { ...pair, category: 'USER_DEFINED', typeId: 2, limit: null },
  ]);
});

describe('where two object types have one name', () => {
  const project = { name: null, singular: 'Project', plural: 'Projects' };
  const objects = [...portal.objects, { id: '2-1', ...project }, { id: '2-2', ...project }];
  const rowsFrom = (firstId: number, ...names: readonly string[]) =>
    names.map((name, index) => ({
      ...{ category: 'USER_DEFINED' as const, typeId: firstId + index, label: name },
      ...{ name: name.toLowerCase(), limit: 5 },
    }));
  const first = { from: '2-1', to: '0-2', rows: rowsFrom(7, 'Owner', 'Payer', 'Site') };
  const second = { from: '2-2', to: '0-2', rows: rowsFrom(17, 'Owner', 'Payer') };
  const ownerOf = ({ from, to }: Pair, typeId: number): TypeKey => {
    return { from, to, category: 'USER_DEFINED', typeId };
  };
  const matchIn = (
    portalNow: Pick<PortalLimits, 'directions' | 'unread'>,
    labels: readonly string[],
    choice?: TypeKey,
  ): SetupMatch =>
    matchSetup(
      labels.map((label, index) => ({
        line: index + 2,
        entry: entry({ from: 'Project', label: label.toLowerCase(), labelText: label }),
      })),
      { objects, ...portalNow },
      { choices: new Map(choice ? [[0, choice]] : []), removeUnlisted: true },
    );
  const typeIds = ({ unlisted }: SetupMatch): number[] => unlisted.map(({ typeId }) => typeId);
  const removedBy = ({ changes }: SetupMatch): number[] =>
    changes.filter(({ limit }) => limit === null).map(({ typeId }) => typeId);

  test('nothing is removed of either before it is sure which one is meant', () => {
    const open = matchIn({ directions: [first, second], unread: [] }, ['Owner']);
    expect([kinds(open), typeIds(open), open.changes]).toEqual([['choose'], [], []]);
    const unread = [{ from: '2-2', to: '0-2', why: 'Not here.' }];
    const half = matchIn({ directions: [first], unread }, ['Owner']);
    expect([kinds(half), typeIds(half), half.changes]).toEqual([['unread'], [], []]);
  });

  test('what an entry may mean stays, though another entry surely means its direction', () => {
    const named = objects.map((one) => (one.id === '2-1' ? { ...one, name: 'vessel' } : one));
    const unread = [{ from: '2-2', to: '0-2', why: 'Not here.' }];
    const entries = [
      { line: 2, entry: entry({ from: 'Project', label: 'owner', labelText: 'Owner' }) },
      { line: 3, entry: entry({ from: 'vessel' }) },
    ];
    const wishes = { choices: new Map(), removeUnlisted: true };
    const found = matchSetup(entries, { objects: named, directions: [first], unread }, wishes);
    expect(kinds(found)).toEqual(['unread', 'set']);
    expect(removedBy(found)).toEqual([9]);
  });

  test('the limits of the one that is not meant stay', () => {
    const both = { directions: [first, second], unread: [] };
    const chosen = matchIn(both, ['Owner'], ownerOf(second, 17));
    expect(typeIds(chosen)).toEqual([18]);
    expect(removedBy(chosen)).toEqual([18]);
    // The second has no such label, so nobody has to be asked.
    const found = matchIn(both, ['Site']);
    expect(kinds(found)).toEqual(['set']);
    expect(removedBy(found)).toEqual([7, 8]);
  });
});

/** What becomes of entries that want limits of a label whose two sides hold these. */
const matchSides = (
  held: readonly [number | null, number | null],
  wanted: readonly number[],
  choices: readonly (readonly [number, number])[] = [],
  label = 'peer',
): SetupMatch => {
  const side = (typeId: number) => ({ from: '0-3', to: '0-3', ...peerRow, typeId });
  const rows = held.map((limit, index) => ({ ...peerRow, typeId: index + 1, limit }));
  const peers = { ...portal, directions: [{ from: '0-3', to: '0-3', rows }] };
  const peer = entry({ to: 'deal', label, labelText: 'Peer' });
  const entries = wanted.map((limit, index) => ({ line: index + 2, entry: { ...peer, limit } }));
  const chosen = new Map(choices.map(([position, typeId]) => [position, side(typeId)]));
  return matchSetup(entries, peers, { choices: chosen, removeUnlisted: false });
};
const peerRow = { category: 'USER_DEFINED', label: 'Peer', name: 'peer' } as const;

test('two sides of one label that nothing tells apart need a choice only where it matters', () => {
  const held = matchSides([5, 7], [7, 5]);
  expect(kinds(held)).toEqual(['already', 'already']);
  // Nobody is asked about what nobody chose.
  expect(held.findings.flatMap(({ candidates }) => candidates)).toEqual([]);
  expect(kinds(matchSides([null, 7], [7]))).toEqual(['already']);
  expect(matchSides([null, 7], [4, 4]).changes.map(({ limit }) => limit)).toEqual([4, 4]);
  expect(kinds(matchSides([null, null], [4]))).toEqual(['choose']);
  expect(kinds(matchSides([null, null], [4, 6]))).toEqual(['choose', 'choose']);
});

test('a side that was found by the label’s text is said to be', () => {
  const by = (label: string, ...choices: [number, number][]) =>
    matchSides([null, null], [4, 4], choices, label).findings.map(({ verdict }) => verdict);
  for (const choices of [[], [[0, 2]]] satisfies [number, number][][]) {
    expect(by('peer', ...choices)).toMatchObject([{ by: 'name' }, { by: 'name' }]);
    expect(by('old_name', ...choices)).toMatchObject([{ by: 'text' }, { by: 'text' }]);
  }
});

test('a side that was chosen is not given to another entry, and can be changed in any order', () => {
  const sides = (...choices: [number, number][]) => {
    const { findings } = matchSides([5, null], [3, 5], choices);
    expect(findings.map(({ candidates }) => candidates)).toMatchObject(
      [{}, {}].map(() => [{}, {}]),
    );
    return findings.map(({ verdict }) =>
      'target' in verdict ? `${verdict.kind} ${String(verdict.target.typeId)}` : verdict.kind,
    );
  };
  expect(sides()).toEqual(['choose', 'choose']);
  expect(sides([0, 1])).toEqual(['set 1', 'set 2']);
  expect(sides([0, 2])).toEqual(['set 2', 'already 1']);
  expect(sides([1, 1])).toEqual(['set 2', 'already 1']);
  expect(sides([1, 2])).toEqual(['set 1', 'set 2']);
  expect(sides([1, 2], [0, 2])).toEqual(['contradicts 2', 'contradicts 2']);
  expect(kinds(matchSides([null, null], [3, 4, 4], [[0, 1]]))).toEqual(['set', 'choose', 'choose']);
});
