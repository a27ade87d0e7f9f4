import { AnswerQuestion } from '@groundwork/answering';
import { openLocalTenant, openRuntime, readConfig, seedDemo } from '@groundwork/runtime';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { percentile, spread, type Bench } from './measure.ts';

const demo = fileURLToPath(new URL('../../infra/demo', import.meta.url));
const rounds = 3;
const questionsInRound = 40;

interface DemoQuestion {
  readonly text: string;
  readonly metadata: { readonly answerable: boolean };
}

/** How long a reader waits for the first verified sentence, over the demo corpus, with the models of the project. */
export const bench: Bench = {
  name: 'answer',
  async run() {
    const dataDir = await mkdtemp(join(tmpdir(), 'groundwork-bench-'));
    const runtime = await openRuntime(readConfig({ DATA_DIR: dataDir }));
    try {
      const local = await openLocalTenant(runtime);
      await runtime.startWorkers();
      const { principal, documents } = await seedDemo(runtime, local.principal, demo);
      const lines = (await readFile(join(demo, 'questions/queries.jsonl'), 'utf8')).trim().split('\n');
      const questions = lines
        .map((line) => JSON.parse(line) as DemoQuestion)
        .filter(({ metadata }) => metadata.answerable);
      const [p50, p95, shares]: [number[], number[], number[]] = [[], [], []];
      for (let round = 0; round < rounds; round++) {
        const times: number[] = [];
        let asked = 0;
        // Other questions each round, so that no cache answers.
        for (let i = round; asked < questionsInRound && i < questions.length; i += rounds, asked++) {
          const began = performance.now();
          for await (const event of runtime
            .get(AnswerQuestion)
            .run(principal, { question: questions[i]!.text })) {
            if (event.type !== 'answer-delta') continue;
            times.push(performance.now() - began);
            break;
          }
        }
        p50.push(percentile(times, 50));
        p95.push(percentile(times, 95));
        shares.push((100 * times.length) / asked);
      }
      const note = `${documents} documents`;
      return [
        { what: 'first verified sentence, p50', unit: 'ms', ours: spread(p50), note },
        { what: 'first verified sentence, p95', unit: 'ms', ours: spread(p95), note },
        { what: 'answerable questions that were answered', unit: '%', ours: spread(shares) },
      ];
    } finally {
      await runtime.close();
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};
