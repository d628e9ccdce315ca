// GET and POST /oauth/authorize: the install page and what becomes of Connect and Cancel.
import { pageAnswer, redirectAnswer, type Answer } from '../http/answer.ts';
import { parameter, type OpenCall } from '../http/route.ts';
import { callerOf, findUser, sessionCookie, type SignedIn } from '../session.ts';
import {
  grantedScopes,
  lackingScopes,
  readAuthorizeRequest,
  type AuthorizeRequest,
} from './authorize-request.ts';
import { issueCode } from './grants.ts';
import { blockedPage, connectPage } from './pages.ts';

/** Shows the install page; with a portal in the path there is nothing to choose. */
export function authorizePage(call: OpenCall): Answer {
  const { app } = call.memory;
  const read = readAuthorizeRequest(call.query, app);
  if (read.kind === 'blocked') return pageAnswer(400, blockedPage(read.reason));
  const preselected = parameter(call, 'portalId');
  const caller = callerOf(call);
  const all = accountsOf(call, caller);
  const choices =
    preselected === ''
      ? all
      : all.filter(({ account }) => String(account.portalId) === preselected);
  const chosen = choices.find(({ account }) => account === caller.account) ?? choices[0];
  if (chosen === undefined) {
    return pageAnswer(403, blockedPage(`You have no access to the account ${preselected}.`));
  }
  return pageAnswer(200, connectPage(app, read.request, choices, chosen));
}

/** The form's target: Connect redirects with a code, Cancel with access_denied. */
export function decideAuthorization(call: OpenCall): Answer {
  const form = new URLSearchParams(call.body.toString('utf8'));
  const portalId = form.get('portal_id');
  const decision = form.get('decision');
  form.delete('portal_id');
  form.delete('decision');
  const read = readAuthorizeRequest(form, call.memory.app);
  if (read.kind === 'blocked') return pageAnswer(400, blockedPage(read.reason));
  if (decision !== 'connect') return denied(read.request);
  const installer = findUser(call.memory.world, Number(portalId), callerOf(call).user.id);
  if (installer === undefined) {
    return pageAnswer(403, blockedPage('You have no access to this account.'));
  }
  return connected(call, read.request, installer);
}

/** The portals that the signed-in person belongs to, each with that person's user there. */
function accountsOf(call: OpenCall, { user }: SignedIn): SignedIn[] {
  return call.memory.world.accounts.flatMap(
    (account) => findUser(call.memory.world, account.portalId, user.id) ?? [],
  );
}

function denied(request: AuthorizeRequest): Answer {
  return redirectAnswer(
    withParameters(request, {
      error: 'access_denied',
      error_description: 'The user denied access to the app.',
    }),
  );
}

function connected(call: OpenCall, request: AuthorizeRequest, installer: SignedIn): Answer {
  const { account, user } = installer;
  if (!user.superAdmin && !user.marketplaceAccess) {
    const reason = `Connecting apps to ${account.accountName} takes a Super Admin or the permission HubSpot Marketplace Access. Ask a Super Admin of it.`;
    return pageAnswer(403, blockedPage(reason));
  }
  const lacking = lackingScopes(request, account);
  if (lacking.length > 0) {
    const reason = `${account.accountName} does not have access to: ${lacking.join(', ')}.`;
    return pageAnswer(403, blockedPage(reason));
  }
  const subject = {
    portalId: account.portalId,
    userId: user.id,
    scopes: grantedScopes(request, account),
  };
  const { code } = issueCode(call.memory.grants, subject, request.redirectUri, call.now);
  call.memory.changed();
  return redirectAnswer(withParameters(request, { code }), {
    'set-cookie': sessionCookie(installer),
  });
}

function withParameters(request: AuthorizeRequest, parameters: Record<string, string>): string {
  const target = new URL(request.redirectUri);
  for (const [name, value] of Object.entries(parameters)) target.searchParams.set(name, value);
  if (request.state !== null) target.searchParams.set('state', request.state);
  return target.href;
}
