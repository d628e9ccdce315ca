// Names of the panel's tabs.
import type { PanelTab } from '../state/panelState.ts';

export const tabNames: Readonly<Record<PanelTab, string>> = {
  limits: 'Limits',
  overview: 'Overview',
  setups: 'Setups',
  history: 'History',
};
