// The properties of a made-up record: the three that HubSpot always returns, and a few that name it.
import type { ObjectType } from '../world/world.ts';
import { scramble } from './scramble.ts';

type Properties = Record<string, string | null>;

const firstNames = ['Ada', 'Bruno', 'Chloé', 'Deniz', 'Emeka', 'Farah', 'Goran', 'Hana', 'Ines'];
const lastNames = ['Abadi', 'Brandt', 'Costa', 'Dubois', 'Eriksen', 'Fofana', 'García', 'Haas'];
const firstCreation = Date.UTC(2021, 0, 1);
const createdEvery = 10_000;

/** When a record was made: the higher its id, the later. */
export function createdAt(id: number): string {
  return new Date(firstCreation + id * createdEvery).toISOString();
}

/** `wanted` null: HubSpot's default properties. Unknown names are left out, as documented. */
export function propertiesOf(
  type: ObjectType,
  id: number,
  wanted: readonly string[] | null,
): Properties {
  const modified = type.name === 'contact' ? 'lastmodifieddate' : 'hs_lastmodifieddate';
  const always = { createdate: createdAt(id), [modified]: createdAt(id), hs_object_id: String(id) };
  const own = ownProperties(type, id);
  if (wanted === null) return { ...own, ...always };
  const asked = Object.entries(own).filter(([name]) => wanted.includes(name));
  return { ...Object.fromEntries(asked), ...always };
}

function ownProperties({ objectTypeId, name, singular }: ObjectType, id: number): Properties {
  switch (name) {
    case 'contact': {
      const first = pick(firstNames, id);
      const last = pick(lastNames, id + 1);
      return { firstname: first, lastname: last, email: `contact-${id}@example.com` };
    }
    case 'company':
      return { name: `${pick(lastNames, id)} ${id} Ltd`, domain: `company-${id}.example.com` };
    case 'deal':
      return { dealname: `${singular} ${id}`, amount: null, dealstage: 'appointmentscheduled' };
    case 'ticket':
      return { subject: `${singular} ${id}` };
    default:
      return objectTypeId.startsWith('2-') ? { [`${name}_name`]: `${singular} ${id}` } : {};
  }
}

function pick(names: readonly string[], id: number): string {
  return names[scramble(7, id) % names.length] ?? '';
}
