// An HTTP answer as a value, so that a fault can drop, cut or replace it after the work is done.

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function jsonAnswer(
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json;charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}

export function emptyAnswer(status: number): Answer {
  return { status, headers: {}, body: '' };
}

export function pageAnswer(
  status: number,
  html: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      ...headers,
    },
    body: html,
  };
}

export function redirectAnswer(
  location: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return { status: 302, headers: { location, 'cache-control': 'no-store', ...headers }, body: '' };
}
