// Names that are read from right to left, within texts that are read from left to right.
/** Shown as nothing; what stands around it is read from left to right. */
export const LEFT_TO_RIGHT_MARK = '\u200E';

const RIGHT_TO_LEFT = /[\u0590-\u08ff]/;

/**
 * A name of the portal's within a text of ours. Hebrew and Arabic names take what stands between two
 * of them, and numbers behind them, into their own order: “A → B” would be shown as “B → A”. A
 * left-to-right mark ends that.
 */
export const nameInText = (name: string): string =>
  RIGHT_TO_LEFT.test(name) ? name + LEFT_TO_RIGHT_MARK : name;
