// Where Atmost's server answers. HubSpot forwards hubspot.fetch only to addresses that
// app-hsmeta.json permits, so a test holds the two together.
export const BACKEND_URL = 'https://atmost.example.com';
