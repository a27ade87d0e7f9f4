/** Originals in the order they come, gathered until there are so many or they have so many bytes; never an empty batch. */
export async function* inBatches<Item extends { readonly content: Uint8Array }>(
  items: AsyncIterable<Item> | Iterable<Item>,
  most: { readonly documents: number; readonly bytes: number },
): AsyncGenerator<Item[]> {
  let batch: Item[] = [];
  let bytes = 0;
  for await (const item of items) {
    batch.push(item);
    bytes += item.content.byteLength;
    if (batch.length < most.documents && bytes < most.bytes) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}
