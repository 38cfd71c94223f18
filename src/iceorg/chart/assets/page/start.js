// The page's first script: it unpacks the others, or says that the browser is too old for them.

import { run } from "./packing.js";

document.documentElement.classList.add("js");
if (globalThis.DecompressionStream) run("c-script");
else document.getElementById("c-old").hidden = false;
