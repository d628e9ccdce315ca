// Another portal, as it is named here.
import * as v from 'valibot';

/** By its number and kind only: nobody's data crosses portals. */
export const otherPortalSchema = v.object({
  id: v.string(),
  accountType: v.nullable(v.string()),
});
export type OtherPortal = v.InferOutput<typeof otherPortalSchema>;

/** A portal by kind and number, such as "the sandbox 24305108". */
export const portalName = ({ id, accountType }: OtherPortal): string =>
  `${accountName(accountType)} ${id}`;

function accountName(accountType: string | null): string {
  switch (accountType) {
    case 'STANDARD':
      return 'the production portal';
    case 'SANDBOX':
      return 'the sandbox';
    case 'DEVELOPER_TEST':
      return 'the developer test account';
    case 'APP_DEVELOPER':
      return 'the app developer account';
    case null:
    default:
      return 'portal';
  }
}
