// Association types: what they are keyed by, and one direction's rows as HubSpot lists them.
import * as v from 'valibot';
import { int32Schema, integerSchema } from './integer.ts';

/** HubSpot's categories. WORK is in HubSpot's enum and explained nowhere; it is shown, never assumed. */
export const categories = [
  'HUBSPOT_DEFINED',
  'USER_DEFINED',
  'INTEGRATOR_DEFINED',
  'WORK',
] as const;
export type Category = (typeof categories)[number];
export const categorySchema = v.picklist(categories);

/** HubSpot's object type id, "0-3" or "2-1234567". Names only work "in some cases", so ids only. */
export const objectTypeIdSchema = v.pipe(v.string(), v.regex(/^\d{1,6}-\d{1,15}$/));

export const objectTypeSchema = v.object({
  id: objectTypeIdSchema,
  singular: v.string(),
  plural: v.string(),
  custom: v.boolean(),
});
export type ObjectType = v.InferOutput<typeof objectTypeSchema>;

/** 32 bits, by HubSpot's specification. */
export const typeIdSchema = int32Schema;

/**
 * The only safe key of a limit: live portals reuse a typeId in other categories and other pairs.
 */
export const typeKeySchema = v.object({
  from: objectTypeIdSchema,
  to: objectTypeIdSchema,
  category: categorySchema,
  typeId: typeIdSchema,
});
export type TypeKey = v.InferOutput<typeof typeKeySchema>;

/** How the type without a label is named. */
export const UNLABELLED = 'All associations (no label)';

export const labelRowSchema = v.object({
  category: categorySchema,
  typeId: typeIdSchema,
  /** null: the unlabelled type, which carries the object limit of the direction. */
  label: v.nullable(v.string()),
  /** null: no limit configured. */
  limit: v.nullable(integerSchema),
});
export type LabelRow = v.InferOutput<typeof labelRowSchema>;

/** A limit that HubSpot shows. Of a type without one nothing follows: it may be gone. */
export interface ShownLimit {
  readonly category: Category;
  readonly typeId: number;
  readonly limit: number;
}

export const directionSchema = v.object({
  from: objectTypeSchema,
  to: objectTypeSchema,
  labels: v.array(labelRowSchema),
  readAt: v.string(),
});
export type Direction = v.InferOutput<typeof directionSchema>;

/**
 * The other side of a label that reads alike from both records ("Colleague" of two contacts). HubSpot
 * keeps one limit for the two (changelog "associations API enables admins to configure limits").
 */
export function otherSide({ from, to, labels }: Direction, row: LabelRow): LabelRow | undefined {
  if (from.id !== to.id || row.label === null) return undefined;
  return labels.find(
    ({ category, typeId, label }) =>
      category === row.category && label === row.label && typeId !== row.typeId,
  );
}

/** A label of a direction, with its name. */
export type NamedType = TypeKey & Pick<LabelRow, 'label'>;

/** Another label of the same direction that has the same name. */
export const namesakeOf = (type: NamedType, types: readonly NamedType[]): NamedType | undefined =>
  types.find(
    (other) =>
      other.label === type.label &&
      directionText(other) === directionText(type) &&
      rowText(other) !== rowText(type),
  );

/** A text that is equal exactly where two types are the same type. */
export function typeKeyText(type: TypeKey): string {
  return `${directionText(type)}/${rowText(type)}`;
}

/** A text that is equal exactly where two types belong to the same direction. */
export function directionText(type: { from: string; to: string }): string {
  return `${type.from}>${type.to}`;
}

/** A text that tells the types of one direction apart. */
export function rowText(row: { category: Category; typeId: number }): string {
  return `${row.category}:${String(row.typeId)}`;
}
