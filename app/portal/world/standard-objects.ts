// HubSpot's own objects in the built-in seeds: ids and names as HubSpot documents them.

export interface SeedObject {
  readonly objectTypeId: string;
  readonly name: string;
  readonly singular: string;
  readonly plural: string;
  readonly records: number;
}

const object = (
  objectTypeId: string,
  name: string,
  singular: string,
  plural: string,
  records: number,
): SeedObject => ({ objectTypeId, name, singular, plural, records });

export const standardObjects: readonly SeedObject[] = [
  object('0-1', 'contact', 'Contact', 'Contacts', 18_240),
  object('0-2', 'company', 'Company', 'Companies', 4_310),
  object('0-3', 'deal', 'Deal', 'Deals', 2_975),
  object('0-5', 'ticket', 'Ticket', 'Tickets', 6_120),
  object('0-8', 'line_item', 'Line item', 'Line items', 9_480),
  object('0-14', 'quote', 'Quote', 'Quotes', 1_260),
  object('0-46', 'note', 'Note', 'Notes', 31_700),
  object('0-53', 'invoice', 'Invoice', 'Invoices', 2_040),
  object('0-123', 'order', 'Order', 'Orders', 3_415),
  object('0-136', 'lead', 'Lead', 'Leads', 5_560),
  object('0-162', 'service', 'Service', 'Services', 870),
  object('0-421', 'appointment', 'Appointment', 'Appointments', 1_905),
];

/** The same objects under the names that one portal gave them. */
export function renamed(
  names: Readonly<Record<string, readonly [singular: string, plural: string]>>,
): SeedObject[] {
  return standardObjects.map((type) => {
    const own = names[type.name];
    return own === undefined ? type : { ...type, singular: own[0], plural: own[1] };
  });
}
