// Labels of contact -> company, made and deleted through HubSpot's API, as its settings page does.
import { FROM, TO } from './direction.ts';
import { CLIENT_ID, CLIENT_SECRET } from './emulator.ts';
import { PRODUCTION, type World } from './world.ts';

/** Makes a label; returns its type id. */
export async function makeLabel(world: World, label: string): Promise<number> {
  const name = label.toLowerCase().replaceAll(/\W/gu, '_');
  const made = (await hubspotCall(world, 'POST', '/labels', { label, name })) as {
    results: { typeId: number; label: string }[];
  };
  const type = made.results.find((one) => one.label === label);
  if (!type) throw new Error('The label was not made.');
  return type.typeId;
}

export async function deleteLabel(world: World, typeId: number): Promise<void> {
  await hubspotCall(world, 'DELETE', `/labels/${String(typeId)}`);
}

/** A token of the portal that the server knows nothing of. */
async function ownToken(world: World): Promise<string> {
  const start = await fetch(`${world.url}/install`, { redirect: 'manual' });
  const back = await world.hubspot.consent(
    start.headers.get('location') ?? '',
    PRODUCTION,
    'connect',
  );
  const response = await fetch(`${world.hubspot.url}/oauth/2026-03/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: CLIENT_ID,
      client_secret: CLIENT_SECRET,
      redirect_uri: `${world.url}/oauth/callback`,
      code: new URL(back).searchParams.get('code') ?? '',
    }),
  });
  const { access_token } = (await response.json()) as { access_token: string };
  return access_token;
}

async function hubspotCall(
  world: World,
  method: string,
  path: string,
  body?: object,
): Promise<unknown> {
  const accessToken = await ownToken(world);
  const response = await fetch(
    `${world.hubspot.url}/crm/associations/2026-03/${FROM}/${TO}${path}`,
    {
      method,
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    },
  );
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text === '' ? null : (JSON.parse(text) as unknown);
}
