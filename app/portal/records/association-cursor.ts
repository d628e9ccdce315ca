// The cursor of a long list of associations, in the form seen at HubSpot (MC0yLTc1MDI%3D): the last
// record that was read, as base64 of "0-2-7502", ready for an address. To a client it is opaque.

/** The cursor for what comes after a record. */
export function cursorAfter(toObjectTypeId: string, lastId: number): string {
  return encodeURIComponent(Buffer.from(`${toObjectTypeId}-${lastId}`).toString('base64'));
}

/** The id after which to go on; undefined for a cursor of another list, or none at all. */
export function positionOfCursor(toObjectTypeId: string, cursor: string): number | undefined {
  const plain = Buffer.from(cursor.replaceAll('%3D', '='), 'base64').toString('utf8');
  const id = plain.startsWith(`${toObjectTypeId}-`) ? plain.slice(toObjectTypeId.length + 1) : '';
  return /^\d{1,15}$/u.test(id) ? Number(id) : undefined;
}
