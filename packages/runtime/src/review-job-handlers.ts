import type { JobHandlers } from '@groundwork/jobs';
import { systemPrincipal } from '@groundwork/kernel';
import {
  ChatPolicyJudge,
  defaultReviewLimits,
  ReviewAnalysis,
  ReviewStoredContract,
  SweepContracts,
} from '@groundwork/review';
import { analyzeContract } from './build-review-use-cases.ts';
import type { Config } from './config.ts';
import type { Adapters } from './open-adapters.ts';

/** Silence after which a Contract's job counts as lost: well above the time between two signs of life. */
const stuckAfterMs = 120_000;

/** The handlers of contract work. Where a chat model is configured it judges what the rules leave open. */
export function reviewJobHandlers(
  config: Config,
  adapters: Adapters,
): Pick<JobHandlers, 'contract.review' | 'contract.sweep'> {
  const { stores, queue, clock, logger } = adapters;
  const { chat } = adapters.models;
  const review = new ReviewStoredContract({
    work: stores.reviewWork,
    analyze: analyzeContract(config, adapters),
    review: new ReviewAnalysis({
      hypotheses: adapters.hypothesisJudge,
      ...(chat && { judge: new ChatPolicyJudge(chat) }),
    }),
    ...(chat && {
      recordCost: ({ tenantId, contractId }, { inputTokens, outputTokens }) =>
        stores.ledger.record(
          systemPrincipal(tenantId, 'review'),
          [
            {
              operation: 'chat',
              purpose: 'review',
              provider: chat.provider,
              model: chat.model,
              inputTokens,
              outputTokens,
              costUsd: (inputTokens * chat.price.input + outputTokens * chat.price.output) / 1e6,
            },
          ],
          contractId,
        ),
    }),
    clock,
    logger,
    limits: defaultReviewLimits,
  });
  const sweep = new SweepContracts({
    work: stores.reviewWork,
    queue,
    clock,
    logger,
    limits: { stuckAfterMs, batch: 1_000 },
  });
  return {
    'contract.review': (payload, signal) => review.run(payload, signal),
    'contract.sweep': (_payload, signal) => sweep.run(signal),
  };
}
