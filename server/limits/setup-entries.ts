// A portal's limits as entries of a setup: everything by name, nothing by id.
import type { ObjectType } from '#domain/association.ts';
import type { SetupEntry } from '#domain/setup/document.ts';
import type { LabelDefinition } from '#domain/setup/label-names.ts';
import type { PortalDirection, PortalObject } from '#domain/setup/wire.ts';
import type { ObjectSchema } from '../hubspot/object-schemas.ts';

/** Schemas by object type id; null or missing: HubSpot did not tell it. */
export type Schemas = ReadonlyMap<string, ObjectSchema | null>;

/** An object type with its internal name, as far as HubSpot tells it. */
export const namedType = (
  { id, singular, plural }: ObjectType,
  schemas: Schemas,
): PortalObject => ({ id, name: schemas.get(id)?.name ?? null, singular, plural });

/** What HubSpot calls the labels of one direction. */
export const definitionsOf = (
  schemas: Schemas,
  from: string,
  to: string,
): readonly LabelDefinition[] =>
  (schemas.get(from)?.definitions ?? []).filter((type) => type.from === from && type.to === to);

/** The limits of a direction. */
export function entriesOf(
  { from, to, rows }: PortalDirection,
  objects: readonly PortalObject[],
): SetupEntry[] {
  const nameOf = (id: string): string => {
    const type = objects.find((one) => one.id === id);
    return type?.name ?? type?.singular ?? id;
  };
  return rows.flatMap(({ label, name, category, limit }) =>
    limit === null
      ? []
      : [
          {
            from: nameOf(from),
            to: nameOf(to),
            label: label === null ? null : name,
            labelText: label,
            category,
            limit,
          },
        ],
  );
}

/** Object types that the entries call by their names on the screen. */
export const namedByText = (objects: readonly PortalObject[]): string[] =>
  objects.flatMap(({ name, singular }) => (name === null ? [singular] : []));
