// Scripts that lie packed on the page: unpacked and run when they are needed. The policy knows their digests.

/**
 * Run a packed script once it is unpacked.
 *
 * @param {string} id - of the element that holds it: compressed by gzip, in Base64
 * @param {Promise<unknown>} [ready] - what it has to wait for beside that
 */
export async function run(id, ready) {
  const bytes = Uint8Array.from(atob(document.getElementById(id).textContent), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const script = document.createElement("script");
  script.append(await new Response(stream).text());
  await ready;
  document.head.append(script);
}
