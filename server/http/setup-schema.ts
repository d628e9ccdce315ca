// /setup.schema.json: the JSON Schema of a setup, made from the schema that reads it.
import { SETUP_SCHEMA_PATH, setupDocumentSchema } from '#domain/setup/document.ts';
import { jsonSchemaOf } from './json-schema.ts';

/** The document as JSON Schema 2020-12; what may be left out is not required. */
export function setupJsonSchema(publicBaseUrl: string): Readonly<Record<string, unknown>> {
  return {
    ...jsonSchemaOf(setupDocumentSchema),
    $id: `${publicBaseUrl}${SETUP_SCHEMA_PATH}`,
    title: 'Atmost setup',
    description: 'Association limits of a HubSpot portal, by the names that portals share.',
  };
}
