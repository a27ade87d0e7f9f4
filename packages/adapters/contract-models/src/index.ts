export { OfflineClauseClassifier } from './offline-clause-classifier.ts';
export { OfflineHypothesisJudge } from './offline-hypothesis-judge.ts';
