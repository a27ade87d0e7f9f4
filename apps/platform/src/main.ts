import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contractsPart } from '@groundwork/contracts-app';
import { serveParts } from '@groundwork/http';
import { knowledgePart } from '@groundwork/knowledge-app';
import { isGroundworkError, jsonLogger } from '@groundwork/kernel';
import {
  openLocalTenant,
  openRuntime,
  readConfig,
  recordRunningServer,
  seedContracts,
  seedDemo,
} from '@groundwork/runtime';
import { answerOne } from './answer-one.ts';

const demoFolder = fileURLToPath(new URL('../../../infra/demo', import.meta.url));
const say = (text = '') => process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = readConfig(process.env);
  const logger = jsonLogger((line) => process.stderr.write(line), config.logLevel);
  const runtime = await openRuntime(config, { logger });
  const closing: (() => Promise<unknown>)[] = [() => runtime.close()];
  const close = async () => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void close().then(() => process.exit(0)));
  }
  try {
    const { principal, apiKey } = await openLocalTenant(runtime);
    await runtime.startWorkers();
    const app = await serveParts(runtime, [knowledgePart(runtime), contractsPart], { logger });
    closing.push(() => app.close());
    await app.listen(config.http.port, config.http.host);
    const address = (await app.getUrl()).replace('[::1]', '127.0.0.1');
    closing.push(await recordRunningServer(config.dataDir, address));

    if (!process.argv.includes('--no-demo')) await seed(runtime, principal, config.dataDir);
    say();
    say(`Groundwork is running at ${address}   (data in ${config.dataDir})`);
    say(`  API description   ${address}/openapi.json`);
    say(`  API key           ${config.dataDir}/credentials.json`);
    say(`  OpenAI-compatible ${address}/v1   MCP ${address}/mcp`);
    say(`  Try               npx groundwork ask "How many days of annual leave do I get?"`);
    say(
      `                    curl -s ${address}/v1/collections -H "Authorization: Bearer ${apiKey.slice(0, 6)}…"`,
    );
  } catch (error) {
    await close();
    throw error;
  }
}

async function seed(
  runtime: Parameters<typeof seedDemo>[0],
  principal: Parameters<typeof seedDemo>[1],
  dataDir: string,
): Promise<void> {
  let shown = -1;
  const report = await seedDemo(runtime, principal, demoFolder, (done, total) => {
    const tenth = Math.floor((done / total) * 10);
    if (tenth !== shown) say(`Demo corpus: ${done} of ${total} documents ready`);
    shown = tenth;
  });
  for (const { externalId, code } of report.failed) say(`  ${externalId} could not be read: ${code}`);
  await answerOne(runtime, report.principal, say);
  const reports = join(dataDir, 'sample-reports');
  const { contracts, findings, failed } = await seedContracts(runtime, principal, {
    samples: join(demoFolder, 'contracts'),
    reports,
  });
  for (const { fileName, code } of failed) say(`  ${fileName} could not be read: ${code}`);
  say();
  say(`Sample contracts: ${contracts} reviewed, ${findings} findings; reports in ${reports}`);
}

main().catch((error: unknown) => {
  if (!isGroundworkError(error)) throw error;
  process.stderr.write(`${error.message} [${error.code}]\n${error.remedy}\n`);
  process.exitCode = error.code === 'config.invalid' ? 78 : 69;
});
