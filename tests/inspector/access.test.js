// Without a mouse, without colours, without room, without light.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, beforeEach, afterEach, test } from "node:test";

import { account, browser, collector, nameless, open, rows, shows } from "./support.js";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let chrome;
let served;
let page;

before(async () => (chrome = await browser()));
after(() => chrome.close());
beforeEach(async () => {
  served = await collector();
  await served.post("track", [account("user-1"), account("user-2"), { ...account("user-3"), event_name: "report_shared" }]);
  const bad = nameless("user-4");
  bad.properties.user_email = "jo@acme.com";
  bad.properties.plan_name = 7;
  await served.post("track", [bad]);
  await served.post("track", "{");
});
afterEach(async () => {
  const { troubles } = page;
  await page.close();
  await served.stop();
  assert.deepEqual(troubles, []);
});

async function violations() {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    return (await globalThis.axe.run(document, { runOnly: tags })).violations;
  });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
}

for (const colorScheme of ["light", "dark"]) {
  for (const width of [1360, 1000, 390]) {
    test(`axe finds nothing: ${colorScheme}, ${width} px`, async () => {
      page = await open(chrome.context, served.url, { colorScheme, width });
      await shows(page, "5 events");
      assert.deepEqual(await violations(), []);
      if (width < 1100) await page.locator("#plan-fold summary").click();
      await page.locator("#plan button").first().waitFor();
      assert.deepEqual(await violations(), []);
      await rows(page).nth(1).click();
      await page.locator(".tree").waitFor();
      assert.deepEqual(await violations(), []);
      await page.keyboard.press("Escape");
      await rows(page).first().click();
      await page.getByRole("button", { name: "Show as it came" }).click();
      assert.deepEqual(await violations(), []);
    });
  }
}

test("everything can be done with the keyboard alone", async () => {
  page = await open(chrome.context, served.url);
  await shows(page, "5 events");
  const press = (...keys) => keys.reduce((done, key) => done.then(() => page.keyboard.press(key)), Promise.resolve());
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim());
  const active = () =>
    page.evaluate(() => document.getElementById(document.getElementById("list").getAttribute("aria-activedescendant"))?.textContent);

  await press("Tab");
  assert.equal(await focused(), "Skip to the events");
  assert.ok(await page.locator(".skip").evaluate((link) => link.getBoundingClientRect().top >= 0 || new Promise((resolve) => link.addEventListener("transitionend", () => resolve(true)))));
  await press("Enter");
  await page.waitForFunction(() => document.activeElement.id === "list");
  assert.match(await active(), /Refused.*no event name/);
  await press("ArrowDown");
  assert.match(await active(), /user-4/);
  await press("End");
  assert.match(await active(), /user-1/);
  await press("Home", "ArrowDown", "Enter");
  await page.waitForFunction(() => document.activeElement.id === "detail");
  await press("Tab", "Tab", "Tab", "Tab");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "Show user_email: personal data");
  await press("Enter");
  assert.match(await page.locator("#detail").innerText(), /jo@acme\.com/);
  await press("Escape");
  assert.equal(await page.locator("#detail").isVisible(), false);
  assert.equal(await focused(), "list");
  assert.match(await active(), /user-4/);

  await page.locator("#search").focus();
  await page.keyboard.type("user-2");
  await shows(page, "1 of 5 events");
  await page.locator("#news", { hasText: "1 of 5 events shown" }).waitFor({ state: "attached" });
  await page.locator("#pause").focus();
  await press("Space");
  assert.equal(await page.locator("#pause").getAttribute("aria-pressed"), "true");
});

test("where the focus is can be seen", async () => {
  page = await open(chrome.context, served.url);
  await shows(page, "5 events");
  for (let step = 0; step < 14; step += 1) {
    await page.keyboard.press("Tab");
    const [what, outline] = await page.evaluate(() => {
      const one = document.activeElement;
      const shown = one.type === "radio" ? one.closest("fieldset") : one;
      return [one.outerHTML.slice(0, 80), getComputedStyle(shown).outlineStyle];
    });
    assert.notEqual(outline, "none", what);
  }
});

test("a phone's width is enough", async () => {
  page = await open(chrome.context, served.url, { width: 390 });
  await shows(page, "5 events");
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.equal(await overflow(), 0);
  await rows(page).nth(1).click();
  await page.locator(".tree").waitFor();
  assert.equal(await overflow(), 0);
  const box = await page.locator("#detail").boundingBox();
  assert.deepEqual([box.x, box.y, box.width], [0, 0, 390]);
  // What is covered cannot be reached.
  assert.equal(await page.locator(".events").evaluate((events) => events.inert), true);
  await page.getByRole("button", { name: "Close" }).click();
  assert.equal(await page.locator("#detail").isVisible(), false);
  assert.equal(await page.locator(".events").evaluate((events) => events.inert), false);
});

test("it is dark where the system is", async () => {
  page = await open(chrome.context, served.url, { colorScheme: "dark" });
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await ground();
  await page.emulateMedia({ colorScheme: "light" });
  assert.notEqual(dark, await ground());
  assert.match(dark, /rgb\((\d|[1-3]\d), (\d|[1-3]\d), (\d|[1-3]\d)\)/);
});
