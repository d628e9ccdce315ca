// Links of the extension lead to the app's public address; on this machine the local server plays it.

export function localAddress(mapTo: Readonly<Record<string, string>>, uri: string): string {
  const origin = URL.parse(uri)?.origin;
  const target = origin === undefined ? undefined : mapTo[origin];
  return origin === undefined || target === undefined ? uri : target + uri.slice(origin.length);
}
