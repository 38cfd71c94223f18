// The page's first script: it unpacks the others while the rest of the page is read, or says that the browser is too old.

import { run } from "./packing.js";

const whole = new Promise((done) => document.addEventListener("DOMContentLoaded", done));
document.documentElement.classList.add("js");
if (globalThis.DecompressionStream) run("c-script", whole);
else whole.then(() => (document.getElementById("c-old").hidden = false));
