// Reads one such body as the server does, within the memory that the test gives.
import { parentPort, workerData } from 'node:worker_threads';
import { parseRequest } from '../../server/http/parse-request.ts';
import { MISTAKES } from './mistakes.ts';

const route = workerData as keyof typeof MISTAKES;
const ids = { planId: '7d2f0a51-5a2c-4c59-9a3b-2f6b1c9f0e11' };
const read = parseRequest(route, ids, new URLSearchParams(), Buffer.from(MISTAKES[route]));
parentPort?.postMessage(read.ok ? 'taken' : read.failure.message);
