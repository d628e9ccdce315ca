// /setup.schema.json: the JSON Schema of a setup, made from the schema that reads it.
import { toJsonSchema } from '@valibot/to-json-schema';
import { SETUP_SCHEMA_PATH, setupDocumentSchema } from '#domain/setup/document.ts';

/** The document as JSON Schema 2020-12; what may be left out is not required. */
export function setupJsonSchema(publicBaseUrl: string): Readonly<Record<string, unknown>> {
  return {
    ...toJsonSchema(setupDocumentSchema, { target: 'draft-2020-12', typeMode: 'input' }),
    $id: `${publicBaseUrl}${SETUP_SCHEMA_PATH}`,
    title: 'Atmost setup',
    description: 'Association limits of a HubSpot portal, by the names that portals share.',
  };
}
