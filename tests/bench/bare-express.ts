// A process of its own: an Express route that answers the bytes of a file, and nothing else.
import { readFileSync } from 'node:fs';
import express from 'express';

const { BODY_FILE = '', PORT = '0' } = process.env;
const body = readFileSync(BODY_FILE);
const app = express();
app.get('/', (_request, response) => {
  response.type('application/json').send(body);
});
app.listen(Number(PORT));
process.once('disconnect', () => process.exit());
