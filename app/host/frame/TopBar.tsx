// HubSpot's bar above everything: which account this is and who is signed in.
import type { Session } from '../page-data.ts';

export function TopBar({ session }: { readonly session: Session }) {
  const { accountName, accountType, portalId, hubDomain, user } = session;
  return (
    <header className="top-bar">
      <span className="mark" aria-hidden="true">
        <svg viewBox="0 0 24 24" width="22" height="22">
          <path
            d="M5 7h14M5 12h8M5 17h14"
            stroke="currentColor"
            strokeWidth="3"
            strokeLinecap="round"
          />
        </svg>
      </span>
      <span className="mark-text">Local portal</span>
      <div className="account">
        <strong>{accountName}</strong>
        <span title={hubDomain}>{portalId}</span>
        <span className={`badge badge-${accountType.toLowerCase()}`}>
          {accountLabel(accountType)}
        </span>
      </div>
      <div className="signed-in" role="group" aria-label="Signed in">
        <span className="avatar" aria-hidden="true">
          {user.firstName.slice(0, 1)}
          {user.lastName.slice(0, 1)}
        </span>
        <span>
          <strong>
            {user.firstName} {user.lastName}
          </strong>
          <span className="role">{user.superAdmin ? 'Super Admin' : 'User'}</span>
        </span>
      </div>
    </header>
  );
}

/** HubSpot's account types are upper case with underscores. */
function accountLabel(accountType: string): string {
  const words = accountType.toLowerCase().replaceAll('_', ' ');
  return words === 'standard' ? 'production' : words;
}
