// The presets of the panel's test backend, found in the directions that it keeps.
import { findPresets } from '#domain/findPresets.ts';
import type { Presets } from '#domain/presets.ts';
import type { TestBackend } from './backend.ts';

export function presetsIn({ directions, objectTypes, unknownPresets }: TestBackend): Presets {
  const findings = [...findPresets([...directions.values()])];
  return { objectTypes: objectTypes.objectTypes, findings, unknown: unknownPresets };
}
