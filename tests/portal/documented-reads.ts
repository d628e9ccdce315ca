// The documented reads: schemas, limits tracking, the object library, users.
import type { DocumentedRequest } from './documented-request.ts';
import { ana } from './hubspot.ts';

export function schemaRequests(prefix: string): DocumentedRequest[] {
  const one = `${prefix}/schemas/{objectType}`;
  return [
    { title: 'custom objects', method: 'GET', path: `${prefix}/schemas`, status: 200 },
    {
      title: 'custom objects in short',
      method: 'GET',
      path: `${prefix}/schemas`,
      query:
        'includePropertyDefinitions=false&includeAssociationDefinitions=false&includeAuditMetadata=false',
      status: 200,
    },
    {
      title: 'archived custom objects',
      method: 'GET',
      path: `${prefix}/schemas`,
      query: 'archived=true',
      status: 200,
    },
    {
      title: 'archived custom objects by a word',
      method: 'GET',
      path: `${prefix}/schemas`,
      query: 'archived=yes',
      status: 400,
    },
    {
      title: 'custom objects in short by a number',
      method: 'GET',
      path: `${prefix}/schemas`,
      query: 'includeAuditMetadata=0',
      status: 400,
    },
    {
      title: 'an object in short by another case',
      method: 'GET',
      path: one,
      at: { objectType: '0-3' },
      query: 'includePropertyDefinitions=False',
      status: 400,
    },
    {
      title: 'a standard object',
      method: 'GET',
      path: one,
      at: { objectType: '0-3' },
      status: 200,
    },
    {
      title: 'a custom object',
      method: 'GET',
      path: one,
      at: { objectType: '2-1000' },
      status: 200,
    },
    {
      title: 'a custom object by its full name',
      method: 'GET',
      path: one,
      at: { objectType: 'p24201733_instrument' },
      status: 200,
    },
    {
      title: 'a custom object by its bare name',
      method: 'GET',
      path: one,
      at: { objectType: 'instrument' },
      status: 400,
    },
  ];
}

export function trackingRequests(prefix: string): DocumentedRequest[] {
  const records = `${prefix}/associations/records`;
  const pair = { fromObjectTypeId: '0-1', toObjectTypeId: '0-2' };
  return [
    { title: 'record counts', method: 'GET', path: `${prefix}/records`, status: 200 },
    { title: 'labels in use', method: 'GET', path: `${prefix}/associations/labels`, status: 200 },
    {
      title: 'labels of a pair',
      method: 'GET',
      path: `${prefix}/associations/labels`,
      query: 'fromObjectTypeId=0-3&toObjectTypeId=0-2',
      status: 200,
    },
    { title: 'objects near a limit', method: 'GET', path: `${records}/from`, status: 200 },
    {
      title: 'objects near a limit from contacts',
      method: 'GET',
      path: `${records}/{fromObjectTypeId}/to`,
      at: pair,
      status: 200,
    },
    {
      title: 'records near a limit',
      method: 'GET',
      path: `${records}/{fromObjectTypeId}/{toObjectTypeId}`,
      at: pair,
      status: 200,
    },
    {
      title: 'records of an unknown object',
      method: 'GET',
      path: `${records}/{fromObjectTypeId}/{toObjectTypeId}`,
      at: { fromObjectTypeId: '0-1', toObjectTypeId: '9-9' },
      status: 400,
    },
    {
      title: 'objects from an unknown one',
      method: 'GET',
      path: `${records}/{fromObjectTypeId}/to`,
      at: { fromObjectTypeId: '9-9' },
      status: 400,
    },
  ];
}

export function userRequests(prefix: string): DocumentedRequest[] {
  const path = `${prefix}/{userId}`;
  return [
    { title: 'a user', method: 'GET', path, at: { userId: String(ana) }, status: 200 },
    {
      title: 'a user by e-mail',
      method: 'GET',
      path,
      at: { userId: 'ben@northwind.example' },
      query: 'idProperty=EMAIL',
      status: 200,
    },
    { title: 'an unknown user', method: 'GET', path, at: { userId: '1' }, status: 404 },
    {
      title: 'an unknown idProperty',
      method: 'GET',
      path,
      at: { userId: '1' },
      query: 'idProperty=NAME',
      status: 400,
    },
  ];
}
