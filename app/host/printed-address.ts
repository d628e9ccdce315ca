// A browser keeps the session cookie per host, and the install page is always at the printed address:
// who opened the portal as localhost would be somebody else there. So pages have one address only.
import type { RequestHandler } from 'express';

/** Sends whoever opens a page under another name to the same page at the printed address. */
export function onlyPrintedAddress(): RequestHandler {
  return (request, response, next) => {
    const printed = `127.0.0.1:${request.socket.localPort}`;
    // Calls of the API and of tools carry no cookie; they may come by any name.
    const isPage = request.method === 'GET' && /\btext\/html\b/u.test(request.get('accept') ?? '');
    if (!isPage || request.headers.host === printed) next();
    // The path begins with a slash, so it cannot lead to another host.
    else response.redirect(`http://${printed}${request.originalUrl}`);
  };
}
