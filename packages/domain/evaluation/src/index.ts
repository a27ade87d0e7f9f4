export * from './answers/answer-case.ts';
export * from './answers/evaluate-answers.ts';
export * from './answers/read-answer-cases.ts';
export * from './datasets/read-beir-dataset.ts';
export * from './retrieval/evaluate-retrieval.ts';
export * from './retrieval/retrieval-metrics.ts';
export * from './statistics/percentiles.ts';
