// All sentences, imported before what shows them for one reason: they stand side by side in the bundle
// then, and compressing it finds only what is repeated within 32 kB. (Half a kilobyte of the whole.)
import './codes.ts';
import './connection.ts';
import './drift.ts';
import './edit.ts';
import './failures.ts';
import './history.ts';
import './kept.ts';
import './limits.ts';
import './overview.ts';
import './presets.ts';
import './progress.ts';
import './review.ts';
import './scan.ts';
import './session.ts';
import './setups.ts';
import './tabs.ts';
import './time.ts';
