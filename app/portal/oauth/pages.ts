// The HTML of HubSpot's install pages: plain, accessible, without any HubSpot asset.
import type { AppFacts } from '../app-facts.ts';
import type { SignedIn } from '../session.ts';
import { grantedScopes, type AuthorizeRequest } from './authorize-request.ts';

const style = `
  body { margin: 0; background: #f5f8fa; color: #33475b; font: 16px/1.5 system-ui, sans-serif; }
  main { max-width: 36rem; margin: 3rem auto; padding: 2rem; background: #fff;
    border: 1px solid #cbd6e2; border-radius: 4px; }
  h1 { margin-top: 0; font-size: 1.5rem; } h2 { font-size: 1.1rem; }
  fieldset { border: 1px solid #cbd6e2; border-radius: 4px; margin: 1rem 0; }
  label { display: block; padding: .35rem 0; } code { overflow-wrap: anywhere; }
  ul { padding-left: 1.2rem; } .note { color: #516f90; }
  button { font: inherit; padding: .6rem 1.4rem; border-radius: 3px; cursor: pointer; }
  .connect { background: #b33a16; border: 1px solid #b33a16; color: #fff; }
  .cancel { background: #fff; border: 1px solid #b33a16; color: #a3330f; }
  button:focus-visible, input:focus-visible { outline: 3px solid #0068b1; outline-offset: 2px; }
`;

/** The page that names app and scopes and asks for a portal, if several are possible. */
export function connectPage(
  app: AppFacts,
  request: AuthorizeRequest,
  choices: readonly SignedIn[],
  chosen: SignedIn,
): string {
  return page(
    `Connect ${app.name}`,
    `<h1>Connect ${escape(app.name)} to your HubSpot account</h1>
    <p class="note">Signed in as ${escape(chosen.user.firstName)} ${escape(chosen.user.lastName)}
      (${escape(chosen.user.email)}).</p>
    <form method="post" action="/oauth/authorize">
      ${hiddenFields(request)}
      ${accountFields(choices, chosen)}
      <h2>${escape(app.name)} will be able to</h2>
      <ul>${request.scopes.map(scopeItem).join('')}</ul>
      ${optionalScopes(request, chosen)}
      <p class="note">You will be sent to <code>${escape(request.redirectUri)}</code>.</p>
      <p>
        <button class="connect" name="decision" value="connect">Connect app</button>
        <button class="cancel" name="decision" value="cancel">Cancel</button>
      </p>
    </form>`,
  );
}

/** The page that says why the app cannot be installed. */
export function blockedPage(reason: string): string {
  return page(
    'Authorization failed',
    `<h1>Authorization failed because there is a problem with this install link</h1>
    <p role="alert">${escape(reason)}</p>
    <p class="note">Nothing was connected. Please tell the developer of the app.</p>`,
  );
}

function accountFields(choices: readonly SignedIn[], chosen: SignedIn): string {
  if (choices.length === 1) {
    const { accountName, portalId } = chosen.account;
    return `<p>Account: <strong>${escape(accountName)}</strong> (${portalId})</p>
      <input type="hidden" name="portal_id" value="${portalId}">`;
  }
  const options = choices.map(({ account }) => {
    const checked = account.portalId === chosen.account.portalId ? ' checked' : '';
    const kind = account.accountType === 'STANDARD' ? '' : `, ${account.accountType.toLowerCase()}`;
    return `<label><input type="radio" name="portal_id" value="${account.portalId}"${checked}>
      ${escape(account.accountName)} (${account.portalId}${kind})</label>`;
  });
  return `<fieldset><legend>Choose an account</legend>${options.join('')}</fieldset>`;
}

function optionalScopes(request: AuthorizeRequest, chosen: SignedIn): string {
  const granted = grantedScopes(request, chosen.account);
  const optional = request.optionalScopes.filter((scope) => granted.includes(scope));
  if (optional.length === 0) return '';
  return `<h2>If your account has them</h2><ul>${optional.map(scopeItem).join('')}</ul>`;
}

function scopeItem(scope: string): string {
  return `<li><code>${escape(scope)}</code></li>`;
}

function hiddenFields(request: AuthorizeRequest): string {
  const fields: [string, string | null][] = [
    ['client_id', request.clientId],
    ['redirect_uri', request.redirectUri],
    ['scope', request.scopes.join(' ')],
    ['optional_scope', request.optionalScopes.join(' ')],
    ['state', request.state],
  ];
  return fields
    .map(([name, value]) =>
      value === null ? '' : `<input type="hidden" name="${name}" value="${escape(value)}">`,
    )
    .join('');
}

function page(title: string, content: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escape(title)}</title><style>${style}</style></head>
    <body><main>${content}</main></body></html>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => `&#${character.charCodeAt(0)};`);
}
