// The bundle that HubSpot's own builder makes of the panel.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { remoteBuild } from '@hubspot/ui-extensions-dev-server/build';
import { afterEach, expect, test, vi } from 'vitest';
import { GZIP_BUDGET } from '../bundle-budget.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

test('HubSpot’s builder makes one small bundle of it, without a React of its own', async () => {
  vi.stubEnv('NODE_ENV', 'production');
  const outputDir = await mkdtemp(join(tmpdir(), 'atmost-panel-'));
  try {
    const root = fileURLToPath(new URL('../../src/app/settings', import.meta.url));
    await remoteBuild({ root, entryPoint: 'Settings.tsx', outputDir });
    expect((await readdir(outputDir)).sort()).toEqual(['Settings-manifest.json', 'Settings.js']);
    const bundle = await readFile(join(outputDir, 'Settings.js'));
    const manifest = await readFile(join(outputDir, 'Settings-manifest.json'), 'utf8');
    expect(gzipSync(bundle).length).toBeLessThan(GZIP_BUDGET);
    expect(bundle.toString().trimEnd()).toMatch(/\(React,\s*RemoteUI\);?$/);
    expect(manifest).not.toMatch(/react-dom|\/react\/cjs\/react\./);
    // What requests look like is checked by the server only.
    expect(manifest).toContain('domain/wire.ts');
    expect(manifest).not.toContain('domain/requests/');
  } finally {
    await rm(outputDir, { recursive: true });
  }
});
