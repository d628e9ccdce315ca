// The shared schemas told as JSON Schema 2020-12.
import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';

/** What a schema takes. What JSON Schema cannot say (a check of several fields, a trim) is left out. */
export const jsonSchemaOf = (schema: v.GenericSchema): Readonly<Record<string, unknown>> => ({
  ...toJsonSchema(schema, {
    target: 'draft-2020-12',
    ignoreActions: ['check', 'trim'],
    typeMode: 'input',
  }),
});
