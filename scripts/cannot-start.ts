// Why `npm start` cannot start, in one sentence for whoever typed it; nothing of it is a bug.
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}
