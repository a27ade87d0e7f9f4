/** Chunks of sheets know the cells they come from. */
export const sql = `
ALTER TABLE chunk ADD COLUMN cells text;
`;
