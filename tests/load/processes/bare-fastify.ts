/** Fastify as its first page shows it. */
import { fastify } from 'fastify';
import { answerQuestions } from './start-process.ts';

const app = fastify();
app.get('/', async () => ({ status: 'ok' }));
answerQuestions({ url: await app.listen({ port: 0, host: '127.0.0.1' }) }, {});
