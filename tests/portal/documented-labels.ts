// The documented requests about labels, for each version, good and bad.
import { deals, nowhere, type AssociationVersion } from './documented-limits.ts';
import type { DocumentedRequest } from './documented-request.ts';

export function labelRequests({ prefix }: AssociationVersion): DocumentedRequest[] {
  const path = `${prefix}/{fromObjectType}/{toObjectType}/labels`;
  const one = `${path}/{associationTypeId}`;
  const name = `contract_${prefix.replace(/\W/gu, '_')}`;
  const create = (title: string, status: number, json: object): DocumentedRequest => ({
    title,
    method: 'POST',
    path,
    at: deals,
    status,
    sent: () => ({ json }),
  });
  const label = `Contract ${prefix}`;
  return [
    { title: 'labels', method: 'GET', path, at: deals, status: 200 },
    { title: 'labels of an unknown object', method: 'GET', path, at: nowhere, status: 400 },
    create('a new paired label', 200, { label, inverseLabel: `${label} of`, name }),
    create('a name with a hyphen', 400, { label: 'Any', name: 'with-hyphen' }),
    create('a name that exists', 400, { label: 'Any', name }),
    create('a label without name', 400, { label: 'Any' }),
    {
      title: 'a new text',
      method: 'PUT',
      path,
      at: deals,
      status: 204,
      sent: () => ({
        json: { associationTypeId: 56, label: `Reseller ${prefix}`, inverseLabel: 'R' },
      }),
    },
    {
      title: 'a new text for an unknown type',
      method: 'PUT',
      path,
      at: deals,
      status: 404,
      sent: () => ({ json: { associationTypeId: 999_999, label: 'Any' } }),
    },
    {
      title: 'delete an unknown label',
      method: 'DELETE',
      path: one,
      at: { ...deals, associationTypeId: '999999' },
      status: 404,
    },
    {
      title: 'delete by a word',
      method: 'DELETE',
      path: one,
      at: { ...deals, associationTypeId: 'red' },
      status: 400,
    },
    // Each version deletes a label of its own, by the typeIds of the seed.
    {
      title: 'delete a label',
      method: 'DELETE',
      path: one,
      at: {
        fromObjectType: '0-3',
        toObjectType: '0-1',
        associationTypeId: deletable[prefix] ?? '',
      },
      status: 204,
    },
  ];
}

const deletable: Readonly<Record<string, string>> = {
  '/crm/associations/2026-03': '42',
  '/crm/associations/2026-09': '44',
  '/crm/associations/v4': '46',
  '/crm/v4/associations': '48',
};
