// The page's first script, behind all that the first view needs: it unpacks the others, or says that the browser is too old.

import { run } from "./packing.js";

if (globalThis.DecompressionStream) run("c-script");
else document.getElementById("c-old").hidden = false;
