// Writes static/dist/, the only folder that Django serves: npm ci && npm run build.
import { cpSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const from = join(here, "src");
const to = join(here, "dist");
const toolkit = join(here, "..", "node_modules", "bootstrap-italia", "dist");

// The toolkit carries the font of a video player that we leave out; being a data: address, it is
// also one that our Content-Security-Policy refuses.
const withoutPlayerFont = {
  name: "without-player-font",
  setup({ onLoad }) {
    onLoad({ filter: /bootstrap-italia\.min\.css$/ }, ({ path }) => {
      const css = readFileSync(path, "utf8");
      const kept = css.replace(/@font-face\s*\{[^}]*data:application\/font-woff[^}]*\}/g, "");
      if (kept.includes("data:application/font")) throw new Error("A font is still embedded.");
      return { contents: kept, loader: "css" };
    });
  },
};

rmSync(to, { recursive: true, force: true });
mkdirSync(to);

await build({
  entryPoints: ["portale.css", "portale.js", "piano.css", "documenti.css", "passkey.js"].map((name) => join(from, name)),
  outdir: to,
  bundle: true,
  minify: true,
  legalComments: "none",
  format: "iife",
  // Bootstrap Italia needs flex gap and :focus-visible anyway, so nothing older is served.
  target: ["chrome100", "firefox100", "safari15.4"],
  assetNames: "fonts/[name]",
  loader: { ".woff2": "file" },
  plugins: [withoutPlayerFont],
  logLevel: "warning",
});
cpSync(join(from, "immagini"), join(to, "immagini"), { recursive: true });
cpSync(join(toolkit, "svg", "sprites.svg"), join(to, "sprites.svg"));
