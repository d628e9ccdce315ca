// The environment: defaults, and every problem at once without repeating what was given.
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../server/config.ts';

const KEY = Buffer.alloc(32, 7).toString('base64');

const least = {
  PUBLIC_BASE_URL: 'https://atmost.example.com',
  HUBSPOT_CLIENT_ID: 'client-id',
  HUBSPOT_CLIENT_SECRET: 'client-secret',
  TOKEN_ENCRYPTION_KEY: KEY,
};

function config(environment: Record<string, string | undefined> = {}) {
  const read = readConfig({ ...least, ...environment });
  if (!read.ok) throw new Error(read.failure.join('\n'));
  return read.value;
}

function problems(environment: Record<string, string | undefined>): readonly string[] {
  const read = readConfig({ ...least, ...environment });
  return read.ok ? [] : read.failure;
}

describe('a configuration', () => {
  test('needs four settings, and takes HubSpot’s own addresses for the rest', () => {
    expect(config()).toMatchObject({
      port: 3000,
      publicBaseUrl: 'https://atmost.example.com',
      hubspotApiBaseUrl: 'https://api.hubapi.com',
      hubspotAuthorizeUrl: 'https://app.hubspot.com/oauth/authorize',
      hubspotApiVersion: '2026-03',
      databaseUrl: null,
      dataDir: '.data',
    });
  });

  test('is what was given', () => {
    const given = config({
      PORT: '8080',
      PUBLIC_BASE_URL: 'http://localhost:3000/',
      HUBSPOT_API_BASE_URL: 'http://127.0.0.1:4300',
      HUBSPOT_AUTHORIZE_URL: 'http://localhost:4300/oauth/authorize',
      HUBSPOT_API_VERSION: 'v4',
      DATABASE_URL: 'postgresql://atmost:pass@db.example.com/atmost',
      DATA_DIR: '/var/lib/atmost',
    });
    expect(given).toMatchObject({
      port: 8080,
      publicBaseUrl: 'http://localhost:3000',
      hubspotApiBaseUrl: 'http://127.0.0.1:4300',
      hubspotAuthorizeUrl: 'http://localhost:4300/oauth/authorize',
      hubspotApiVersion: 'v4',
      dataDir: '/var/lib/atmost',
    });
    expect(given.databaseUrl?.reveal()).toBe('postgresql://atmost:pass@db.example.com/atmost');
    expect(given.clientSecret.reveal()).toBe('client-secret');
  });

  test('takes an empty variable for one that is not set', () => {
    expect(config({ PORT: '', DATABASE_URL: '', DATA_DIR: '' })).toEqual(config());
    expect(problems({ HUBSPOT_CLIENT_ID: '' })).toHaveLength(1);
  });

  test('takes no blank and no line end around a value for a part of it', () => {
    const given = config({
      HUBSPOT_CLIENT_ID: 'client-id\r',
      HUBSPOT_CLIENT_SECRET: ' client-secret\n',
      TOKEN_ENCRYPTION_KEY: `${KEY}\n`,
      ...{ PORT: ' ', METRICS_PORT: '\r', DATA_DIR: '.data\r' },
    });
    expect(given).toEqual(config());
    expect(given.clientSecret.reveal()).toBe('client-secret');
    expect(problems({ HUBSPOT_CLIENT_ID: ' ', HUBSPOT_CLIENT_SECRET: '\n' })).toHaveLength(2);
  });

  test('takes a socket’s address for the database', () => {
    expect(
      config({ DATABASE_URL: 'postgres:///atmost?host=/run/postgresql' }).databaseUrl,
    ).not.toBe(null);
  });

  test('ignores what it does not know', () => {
    expect(config({ PATH: '/usr/bin', NODE_ENV: 'test' })).toEqual(config());
  });

  test('shows no secret when it is printed', () => {
    const printed = JSON.stringify(config({ DATABASE_URL: 'postgres://u:db-password@h/d' }));
    for (const secret of ['client-secret', KEY, 'db-password']) {
      expect(printed).not.toContain(secret);
    }
  });
});

describe('a problem', () => {
  test('is told for every variable at once, each by its name', () => {
    const told = readConfig({ PORT: 'x', HUBSPOT_API_VERSION: 'v5', DATABASE_URL: 'mysql://h/d' });
    const names = told.ok ? [] : told.failure.map((problem) => problem.split(' ')[0]);
    expect(names.sort()).toEqual([
      'DATABASE_URL',
      'HUBSPOT_API_VERSION',
      'HUBSPOT_CLIENT_ID',
      'HUBSPOT_CLIENT_SECRET',
      'PORT',
      'PUBLIC_BASE_URL',
      'TOKEN_ENCRYPTION_KEY',
    ]);
  });

  test.each([
    ['PORT', ['3000x', '-1', '65536', '3000.5', 'http']],
    [
      'PUBLIC_BASE_URL',
      [
        'nonsense',
        'atmost.example.com',
        'ftp://atmost.example.com',
        'http://atmost.example.com',
        'http://localhost.example.com',
        // HubSpot redirects to no IP address, so the app could not be installed.
        'http://127.0.0.1:3000',
        'http://[::1]:3000',
        'https://192.0.2.7',
        'https://atmost.example.com/app',
        'https://atmost.example.com?x=1',
        'https://',
      ],
    ],
    ['HUBSPOT_API_BASE_URL', ['nonsense', 'http://api.hubapi.com', 'https://api.hubapi.com/crm']],
    [
      'HUBSPOT_AUTHORIZE_URL',
      [
        'nonsense',
        'javascript:alert(1)',
        'http://app.hubspot.com/oauth',
        'https://app.hubspot.com/oauth/authorize?client_id=1&scope=oauth',
        'https://app.hubspot.com/oauth/authorize#consent',
      ],
    ],
    ['HUBSPOT_API_VERSION', ['v5', '2027-03', 'V4']],
    ['TOKEN_ENCRYPTION_KEY', ['short-key', `${KEY},short-key`, 'x'.repeat(64)]],
    ['DATABASE_URL', ['nonsense', 'mysql://user:pass-word@host/db', '/run/postgresql']],
  ])('with %s is told once, and never repeats the value', (name, values) => {
    for (const value of values) {
      const told = problems({ [name]: value });
      expect(told, value).toHaveLength(1);
      expect(told[0]).toMatch(new RegExp(`^${name} [a-zA-Z]`));
      expect(told[0]).not.toContain(value);
    }
  });
});
