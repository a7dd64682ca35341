// What arrives is text on the page, whatever it says.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { account, browser, collector, open, rows, shows } from "./support.js";

const ATTACKS = [
  `<script>globalThis.hurt = 1</script>`,
  `<img src=x onerror="globalThis.hurt = 1">`,
  `"><svg onload=globalThis.hurt=1>`,
  `';globalThis.hurt=1;//`,
  `javascript:globalThis.hurt=1`,
  "${globalThis.hurt=1}{{constructor.constructor('globalThis.hurt=1')()}}",
  `</script></style></textarea></title><script>globalThis.hurt=1</script>`,
  `__proto__`,
  "\u202e\u0000\u001b[2J\r\nevent: clear\r\ndata: \r\n\r\n",
];

let chrome;
let served;
before(async () => {
  chrome = await browser();
  served = await collector();
});
after(async () => {
  await chrome.close();
  await served.stop();
});

test("markup and script in every field are inert", async () => {
  const page = await open(chrome.context, served.url);
  for (const attack of ATTACKS) {
    const json = JSON.stringify(attack);
    const everywhere = `{"event_name":${json},"properties":{${json}:${json},"list":[${json}]},"user_id":${json},"timestamp":${json},"context":{"group_id":${json},"source":${json},${json}:{}},${json}:1}`;
    await served.post("track", `[${everywhere}]`);
    await served.post("track", [{ ...account(attack, { group: attack }), [attack]: attack, context: { group_id: attack } }]);
    await served.post("identify", `[{"user_id":${json},"traits":${json},${json}:0}]`);
    await served.post("group", `[{"group_id":${json}}]`);
    await served.post("track", attack, { "content-type": attack.replace(/[^ -~]/g, "") });
    await served.post("track", attack);
  }
  const events = ATTACKS.length * 6;
  await shows(page, `${events} events`);
  // One event of a name of each kind, picked from the plan, and each of them opened.
  for (let index = 0; index < events; index += 1) {
    await page.locator("#list").focus();
    if (index === 0) await page.keyboard.press("Home");
    else await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement.id === "detail");
    for (const button of await page.locator("#detail .veil, #detail .content > button").all()) {
      if (await button.isVisible()) await button.click();
    }
    await page.keyboard.press("Escape");
  }
  for (const button of await page.locator("#plan button").all()) await button.click();
  assert.equal(await page.evaluate(() => globalThis.hurt), undefined);
  assert.equal(await page.locator("body script, body img, body svg svg, body style").count(), 0);
  assert.deepEqual(page.troubles, []);
  await page.close();
});

test("the policy keeps even a hole in the page shut", async () => {
  const page = await open(chrome.context, served.url);
  const held = await page.evaluate(() => {
    const made = document.createElement("script");
    try {
      made.textContent = "globalThis.hurt = 1";
      document.body.append(made);
    } catch {
      // Trusted types refuse the text already.
    }
    try {
      document.body.innerHTML = "<b>markup</b>";
      return "markup was taken";
    } catch (error) {
      return error.name;
    }
  });
  assert.equal(held, "TypeError");
  assert.equal(await page.evaluate(() => globalThis.hurt), undefined);
  await page.close();
});

test("a page of another site can neither read nor write", async () => {
  const page = await chrome.context.newPage();
  const other = await collector();
  await page.goto(other.url);
  const before = (await served.get("micro/all")).body.total;
  const outcome = await page.evaluate(async (url) => {
    const attempts = [
      fetch(`${url}inspector/stream`),
      fetch(`${url}inspector/clear`, { method: "POST", mode: "no-cors" }),
      fetch(`${url}micro/reset`, { mode: "no-cors" }),
    ];
    return (await Promise.allSettled(attempts)).map(({ status }) => status);
  }, served.url.replace("127.0.0.1", "localhost"));
  assert.deepEqual(outcome, ["rejected", "rejected", "rejected"]);
  assert.equal((await served.get("micro/all")).body.total, before);
  const { status } = await served.post("track", [account("u")], { host: "evil.example", origin: "http://evil.example" });
  assert.equal(status, 403);
  await page.close();
  await other.stop();
});

test("an event as large as is allowed does not stop the page", async () => {
  const page = await open(chrome.context, served.url);
  await served.post("track", [account("large", { properties: { text: "x".repeat(3_000_000) } })]);
  await served.post("track", [account("many", { properties: Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`p${index}`, index])) })]);
  await served.post("track", `[{"a":${"[".repeat(120)}${"]".repeat(120)}}]`);
  await page.locator("#search").fill("large");
  await rows(page).first().click();
  await page.getByRole("button", { name: "Show as it came" }).click();
  assert.equal((await page.locator(".raw").innerText()).length, 200_000);
  await page.locator("#search").fill("many");
  await rows(page).first().click();
  await page.getByRole("button", { name: "Show as it came" }).waitFor();
  assert.deepEqual(page.troubles, []);
  await page.close();
});
