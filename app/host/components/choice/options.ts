// What Select and MultiSelect offer.

export type OptionValue = string | number | boolean;

export interface Option {
  readonly label: string;
  readonly value: OptionValue;
}

/** The options whose label holds what was typed; all of them when nothing was. */
export function matching(options: readonly Option[], typed: string): readonly Option[] {
  const wanted = typed.trim().toLowerCase();
  return options.filter(({ label }) => label.toLowerCase().includes(wanted));
}
