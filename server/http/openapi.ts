// /openapi.json, made from the shared schemas, so that it cannot disagree with what is parsed.
import * as v from 'valibot';
import { errorBodySchema, routes } from '#domain/wire.ts';
import { pathParameters, requestBodies, requestQueries } from '#domain/requests/requests.ts';
import { jsonSchemaOf } from './json-schema.ts';

type Json = Readonly<Record<string, unknown>>;

/** The API as an OpenAPI 3.1 document. */
export function openApiDocument(publicBaseUrl: string): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Atmost',
      version: '1',
      description:
        'The API of Atmost’s settings page. Requests must carry HubSpot’s signature v3; portal and user come from the signed query parameters portalId and userId.',
    },
    servers: [{ url: publicBaseUrl }],
    paths: pathItems(),
    components: {
      securitySchemes: {
        hubspotSignature: { type: 'apiKey', in: 'header', name: 'X-HubSpot-Signature-v3' },
      },
    },
    security: [{ hubspotSignature: [] }],
  };
}

function pathItems(): Json {
  const items: Record<string, Record<string, Json>> = {};
  for (const [name, route] of Object.entries(routes)) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    items[path] = { ...items[path], [route.method.toLowerCase()]: operation(name, route) };
  }
  return items;
}

function operation(name: string, route: (typeof routes)[keyof typeof routes]): Json {
  const body = Object.entries(requestBodies).find(([routeName]) => routeName === name)?.[1];
  const json = (schema: v.GenericSchema): Json => ({
    content: { 'application/json': { schema: jsonSchemaOf(schema) } },
  });
  return {
    operationId: name,
    parameters: [...inPath(route.path), ...inQuery(name)],
    ...(body ? { requestBody: { required: !v.is(body, {}), ...json(body) } } : {}),
    responses: {
      '200': { description: 'The typed answer.', ...json(route.answer) },
      default: { description: 'The request failed as a whole.', ...json(errorBodySchema) },
    },
  };
}

function inPath(path: string): Json[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => {
    const schema = Object.entries(pathParameters).find(([known]) => known === name)?.[1];
    return {
      name,
      in: 'path',
      required: true,
      schema: schema ? jsonSchemaOf(schema) : { type: 'string' },
    };
  });
}

/** A route's own query parameters; HubSpot's four belong to the signature. */
function inQuery(route: string): Json[] {
  const query = Object.entries(requestQueries).find(([name]) => name === route)?.[1];
  const entries: v.ObjectEntries = query?.entries ?? {};
  return Object.entries(entries).map(([name, schema]) => ({
    name,
    in: 'query',
    required: !v.is(schema, undefined),
    schema: jsonSchemaOf(schema),
  }));
}
