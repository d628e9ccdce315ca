// HubSpot's parsing library with the one call it makes to HubSpot answered by our own schemas.
import { http } from '@hubspot/local-dev-lib/http';
import { isTranslationError, translate } from '@hubspot/project-parsing-lib/translate';
import { componentSchemas } from './component-schemas.ts';

export interface ParsedProject {
  readonly uids: readonly string[];
  /** Component files that lie where HubSpot does not look. */
  readonly skipped: readonly string[];
  /** What the library said is wrong, as it prints it to a developer; empty when all is well. */
  readonly problems: string;
}

/** Reads and validates every component below `projectSourceDir`. */
export async function parseHubSpotProject(
  projectSourceDir: string,
  platformVersion = '2026.09',
): Promise<ParsedProject> {
  const realGet = http.get;
  http.get = answerSchemas;
  try {
    const context = { projectSourceDir, platformVersion, accountId: 1 };
    const { intermediateRepresentation, skippedHsMetaFiles: skipped } = await translate(context, {
      skipValidation: false,
    });
    const uids = Object.keys(intermediateRepresentation.intermediateNodesIndexedByUid).sort();
    return { uids, skipped, problems: '' };
  } catch (error) {
    if (!isTranslationError(error)) throw error;
    return { uids: [], skipped: [], problems: error.toString() };
  } finally {
    http.get = realGet;
  }
}

const answerSchemas: typeof http.get = (_accountId, { url }) => {
  if (!url.includes('project-schemas')) throw new Error(`HubSpot was asked for ${url}`);
  // The library reads `data` of what axios gives and nothing else.
  const answer: unknown = { data: componentSchemas };
  return Promise.resolve(answer) as ReturnType<typeof http.get<never>>;
};
