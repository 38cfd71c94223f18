// Scripts that lie packed on the page: unpacked and run when they are needed. The policy knows their digests.

/**
 * Run a packed script once it is unpacked.
 *
 * @param {string} id - of the element that holds it: compressed by gzip, in Base64
 */
export async function run(id) {
  const text = document.getElementById(id).textContent;
  const bytes = Uint8Array.fromBase64 ? Uint8Array.fromBase64(text) : Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const { readable, writable } = new DecompressionStream("gzip");
  const writer = writable.getWriter();
  writer.write(bytes);
  writer.close();
  const script = document.createElement("script");
  // Part by part and not as a whole, for which the browser would first do other things: draw a page with nothing on it.
  const decoder = new TextDecoder();
  const reader = readable.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) script.append(decoder.decode(part.value, { stream: true }));
  document.head.append(script);
}
