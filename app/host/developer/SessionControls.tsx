// Who is signed in where, and what happens to the account: uninstall, expiry, a fresh start.
import type { ControlsProps } from './DeveloperMenu.tsx';
import { expireTokens, signIn, startOver, uninstall } from './portal-admin.ts';

export function SessionControls({ state, run }: ControlsProps) {
  const { session, portals } = state;
  const current = `${session.portalId}.${session.user.id}`;
  return (
    <fieldset>
      <legend>Portal and user</legend>
      <label>
        Signed in as
        <select
          value={current}
          onChange={(event) => {
            const [portalId = 0, userId = 0] = event.target.value.split('.').map(Number);
            run(signIn(portalId, userId), 'Signed in.', 'reload');
          }}
        >
          {portals.map((portal) => (
            <optgroup key={portal.portalId} label={`${portal.accountName} (${portal.portalId})`}>
              {portal.users.map((user) => (
                <option key={user.id} value={`${portal.portalId}.${user.id}`}>
                  {user.firstName} {user.lastName}
                  {user.superAdmin ? ', Super Admin' : ''}
                  {user.marketplaceAccess ? ', Marketplace Access' : ''}
                  {portal.installed ? '' : ' (not installed)'}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
      </label>
      <div className="developer-buttons">
        <button
          type="button"
          onClick={() => {
            run(expireTokens(session), 'Access tokens expired.');
          }}
        >
          Expire tokens
        </button>
        <button
          type="button"
          disabled={!session.installed}
          onClick={() => {
            run(uninstall(session), 'Uninstalled. Reload to see what HubSpot shows.');
          }}
        >
          Uninstall the app
        </button>
        <button
          type="button"
          onClick={() => {
            run(startOver, 'Started over.', 'reload');
          }}
        >
          Reset the portal
        </button>
      </div>
    </fieldset>
  );
}
