/** Nest on Fastify with one route, and the embedded database opened beside it on a migrated data directory. */
import 'reflect-metadata';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { answerQuestions, residentMiB } from './start-process.ts';

class Health {
  live() {
    return { status: 'ok' };
  }
}
// As decorators would, in a file that is run without their transform.
Get('/')(Health.prototype, 'live', Object.getOwnPropertyDescriptor(Health.prototype, 'live')!);
Controller()(Health);
class App {}
Module({ controllers: [Health] })(App);

const [dataDir = ''] = process.argv.slice(2);
const app = await NestFactory.create<NestFastifyApplication>(App, new FastifyAdapter(), { logger: false });
await app.listen(0, '127.0.0.1');
const nest = await residentMiB();
const database = await PGlite.create({ dataDir, extensions: { vector } });
await database.query('SELECT count(*) FROM chunk');
answerQuestions({ url: await app.getUrl(), nest }, { memory: residentMiB });
