// The steps of an install as a browser takes them, one by one, so that a test can go astray between.

export interface StartedInstall {
  /** HubSpot's consent page. */
  readonly authorizeUrl: string;
  readonly state: string;
  /** What the browser sends back: name and value. */
  readonly cookie: string;
  /** What the server told the browser to keep. */
  readonly cookieHeader: string;
}

export interface Page {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

/** Opens /install of the server at `url`; `path` may hang more on it. */
export async function startInstall(
  url: string,
  path = '/install',
  headers: Readonly<Record<string, string>> = {},
): Promise<StartedInstall> {
  const response = await fetch(url + path, { headers, redirect: 'manual' });
  const cookieHeader = response.headers.get('set-cookie') ?? '';
  const authorizeUrl = response.headers.get('location') ?? '';
  return {
    authorizeUrl,
    state: new URL(authorizeUrl).searchParams.get('state') ?? '',
    cookie: cookieHeader.split(';')[0] ?? '',
    cookieHeader,
  };
}

/** Opens an address with the browser's cookies; redirects are not followed. */
export async function openPage(url: string, cookie: string): Promise<Page> {
  const response = await fetch(url, { headers: { cookie }, redirect: 'manual' });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
