export * from './word/read-contract-parts.ts';
export * from './word/redline-findings.ts';
export * from './word/redline-versions.ts';
export * from './word/resolve-changes.ts';
export * from './workbook/write-workbook.ts';
export * from './word/document-lines.ts';
