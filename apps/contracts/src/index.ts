export { contractsPart } from './contracts-part.ts';
export { createContractsApp } from './create-contracts-app.ts';
