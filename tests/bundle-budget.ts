/**
 * Most bytes of the panel, compressed. HubSpot documents no limit for a bundle; a page loads it once.
 * Some 18,000 are react-query, valibot and HubSpot's SDK; docs/design.md says what the others are.
 */
export const GZIP_BUDGET = 71_500;
