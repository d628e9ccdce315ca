// The repository's own source files and what they import.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export interface SourceFile {
  /** Path from the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** What it imports: paths from the root for our own files, names for packages and built-ins. */
  readonly imports: readonly string[];
}

const SOURCES = '{src,server,app,tests,scripts}/**/*.{ts,tsx,mts,mjs,js}';
const DOMAIN = 'src/app/settings/domain/';

/** Every source file; types imported and dynamic imports count like all others. */
export function readSources(): readonly SourceFile[] {
  const paths = globSync(SOURCES, {
    cwd: ROOT,
    exclude: (path) => /(^|[\\/])(node_modules|dist)([\\/]|$)/.test(path),
  });
  return paths.map((found) => {
    const path = found.replaceAll('\\', '/');
    const text = readFileSync(join(ROOT, path), 'utf8');
    const { importedFiles } = ts.preProcessFile(text, true, true);
    return { path, text, imports: importedFiles.map(({ fileName }) => resolve(path, fileName)) };
  });
}

function resolve(importer: string, name: string): string {
  if (name.startsWith('#domain/')) return name.replace('#domain/', DOMAIN);
  return name.startsWith('.') ? posix.join(posix.dirname(importer), name) : name;
}

/** Whether an import names one of our own files. */
export function isOwn(name: string): boolean {
  return /^(src|server|app|tests|scripts)\//.test(name) || name.startsWith('../');
}

/** Name of the package of an import: "@a/b" of "@a/b/c". */
export function packageOf(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}

/** A JSON file of the repository. */
export function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
}
