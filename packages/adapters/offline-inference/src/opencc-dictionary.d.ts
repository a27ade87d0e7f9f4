/** A table of OpenCC: pairs "from to" parted by "|". The package ships no types for it. */
declare module 'opencc-js/dict/TSCharacters' {
  const table: string;
  export default table;
}
