// What a user does with the page.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, afterEach, before, beforeEach, test } from "node:test";
import { promisify } from "node:util";

import { account, browser, collector, nameless, open, rows, shows } from "./support.js";

let chrome;
let served;
let page;

before(async () => (chrome = await browser()));
after(() => chrome.close());
beforeEach(async () => {
  served = await collector();
  page = await open(chrome.context, served.url);
});
afterEach(async () => {
  const { troubles } = page;
  await page.close();
  await served.stop();
  assert.deepEqual(troubles, []);
});

const text = (locator) => locator.innerText();
const row = (user) => rows(page).filter({ hasText: user });

test("an event appears as it arrives, the newest first", async () => {
  await page.getByText("Nothing has arrived yet.").waitFor();
  assert.equal((await served.post("track", [account("user-1")])).status, 200);
  await row("user-1").waitFor();
  await served.post("track", [account("user-2"), account("user-3")]);
  await row("user-3").waitFor();
  const users = await rows(page).locator(".user").allInnerTexts();
  assert.deepEqual(users, ["user-3", "user-2", "user-1"]);
  await page.locator("#good", { hasText: /^3$/ }).waitFor();
});

test("a refused event is told apart by a sign and a word, and says why", async () => {
  const answer = await served.post("track", [nameless("user-1")]);
  assert.equal(answer.status, 400);
  assert.equal(answer.body.errors[0].index, 0);
  assert.equal(answer.body.errors[0].reasons[0].path, "/properties/account_name");
  await row("user-1").waitFor();
  assert.match(await text(row("user-1").locator(".sign")), /^✕ Refused$/);
  assert.match(await text(row("user-1").locator(".reason")), /"account_name" is a required property/);
  await page.locator("#bad", { hasText: /^1$/ }).waitFor();
});

test("an opened event has every broken rule beside its value, and the schema's words", async () => {
  const event = nameless("user-1");
  event.properties.plan_name = 7;
  event.context.source = "elsewhere";
  await served.post("track", [event]);
  await row("user-1").click();
  const line = (key) => page.locator(".tree li", { hasText: `"${key}"` }).first();
  assert.match(await text(line("plan_name")), /"plan_name": 7[\s\S]*The name of the plan[\s\S]*Broken rule:\s+value is not of type "string"/);
  assert.match(await text(line("account_name")), /missing[\s\S]*The name of the account\.[\s\S]*is a required property/);
  assert.match(await text(line("source")), /value is not one of "product", "marketing"/);
  assert.equal(await page.locator(".rule").count(), 3);
  assert.match(await text(page.locator("#detail")), /An account comes into being in the product\./);
});

test("a number and a key are shown as they came", async () => {
  const body = JSON.stringify([account("user-1", { properties: { sum: 1 } })]).replace('"sum":1', '"sum":12345678901234567890.10,"sum":2');
  await served.post("track", body);
  await row("user-1").click();
  const lines = await page.locator(".tree li", { hasText: '"sum"' }).allInnerTexts();
  assert.deepEqual(lines.map((line) => line.trim()), ['"sum": 12345678901234567890.10,', '"sum": 2']);
});

test("personal data is masked until it is clicked", async () => {
  await served.post("track", [account("jo@acme.com", { properties: { user_email: "jo@acme.com", user_name: "Jo Roe", note: "ask ann@acme.com" } })]);
  await served.post("identify", [{ user_id: "user-9", traits: { name: "Jo Roe" }, timestamp: "2024-10-20T15:51:36Z" }]);
  await rows(page).nth(1).click();
  await page.locator(".tree").waitFor();
  const body = () => page.locator("body").innerText();
  assert.doesNotMatch(await page.content(), /jo@acme|Jo Roe|ann@acme/);
  await page.getByRole("button", { name: "Show user_name: personal data" }).click();
  assert.match(await body(), /"Jo Roe"/);
  assert.doesNotMatch(await body(), /jo@acme|ann@acme/);
  await rows(page).nth(0).click();
  await page.getByRole("button", { name: "Show traits: personal data" }).waitFor();
  assert.doesNotMatch(await page.content(), /Jo Roe/);
});

test("copy as cURL gives a command that repeats the request", async () => {
  await served.post("track", [account("it's $HOME `id` \\ \u009b31m")]);
  await rows(page).first().click();
  await page.getByRole("button", { name: "Copy as cURL" }).click();
  await page.locator("#news", { hasText: "Copied cURL" }).waitFor({ state: "attached" });
  const command = await page.evaluate(() => navigator.clipboard.readText());
  assert.doesNotMatch(command, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  await promisify(execFile)("bash", ["-c", command], { env: { ...process.env, THRIVESTACK_API_KEY: "k", LC_ALL: "C.UTF-8" } });
  const [first, again] = (await served.get("micro/good")).body;
  assert.deepEqual(again.event, first.event);
});

test("one finds events by text, event, user, account and validity", async () => {
  await served.post("track", [account("user-1", { group: "acct-1" }), { ...account("user-2", { group: "acct-2" }), event_name: "report_shared" }]);
  await served.post("track", [nameless("user-3")]);
  await shows(page, "3 events");
  const only = async (id, value, users) => {
    await page.locator(`#${id}`).fill(value);
    await shows(page, `${users.length} of 3 events`);
    assert.deepEqual(await rows(page).locator(".user").allInnerTexts(), users);
    await page.getByRole("button", { name: "Reset" }).click();
    await shows(page, "3 events");
  };
  await only("search", "SHARED", ["user-2"]);
  await only("search", "acct-1", ["user-1"]);
  await only("event", "account_created", ["user-3", "user-1"]);
  await only("user", "er-3", ["user-3"]);
  await only("account", "acct-2", ["user-2"]);
  await page.getByText("✕ Refused", { exact: true }).first().click();
  await shows(page, "1 of 3 events");
  // What comes later is filtered, too.
  await served.post("track", [account("user-4")]);
  await shows(page, "1 of 4 events");
  await page.locator("#search").fill("nothing like it");
  await page.getByText("No event that arrived is like that.").waitFor();
});

test("the plan says how often each event was seen, refused, or never", async () => {
  await served.post("track", [account("user-1"), account("user-2")]);
  await served.post("track", [nameless("user-3")]);
  await served.post("track", [{ ...account("user-4"), event_name: "report_shared" }]);
  const entry = (name) => page.locator("#plan li", { hasText: name });
  await entry("report_shared").waitFor();
  assert.match(await text(entry("account_created")), /1\s+refused[\s\S]*2\s+accepted/);
  assert.match(await text(entry("signed_up")), /never/);
  await page.getByText("1 of 18 events seen").waitFor();
  await entry("account_created").getByRole("button").click();
  await shows(page, "3 of 4 events");
  await entry("account_created").getByRole("button").click();
  await shows(page, "4 events");
});

test("the plot says in words what it shows", async () => {
  await served.post("track", [account("user-1"), account("user-2")]);
  await served.post("track", [nameless("user-3")]);
  await page.getByText(/last 5 minutes: .*[23] at most/).waitFor();
  for (const kind of ["good", "bad"]) assert.notEqual(await page.locator(`#plot .${kind}`).getAttribute("d"), "");
});

test("a pause holds the list still, and nothing is lost", async () => {
  await served.post("track", [account("user-1")]);
  await row("user-1").waitFor();
  await page.getByRole("button", { name: "Pause" }).click();
  await served.post("track", [account("user-2"), account("user-3")]);
  await page.getByRole("button", { name: "Go on: 2 events since" }).waitFor();
  assert.equal(await rows(page).count(), 1);
  await page.locator("#good", { hasText: /^3$/ }).waitFor();
  await page.getByRole("button", { name: "Go on" }).click();
  await shows(page, "3 events");
  assert.equal(await page.locator("#pause").getAttribute("aria-pressed"), "false");
});

test("a reload keeps what was there", async () => {
  await served.post("track", [account("user-1")]);
  await served.post("track", [nameless("user-2")]);
  await shows(page, "2 events");
  await page.reload();
  await shows(page, "2 events");
  assert.deepEqual(await rows(page).locator(".user").allInnerTexts(), ["user-2", "user-1"]);
  await page.locator("#good", { hasText: /^1$/ }).waitFor();
  assert.notEqual(await page.locator("#plot .good").getAttribute("d"), "");
});

test("clear forgets everything, in every window", async () => {
  const other = await open(chrome.context, served.url);
  await served.post("track", [account("user-1")]);
  await shows(other, "1 event");
  await shows(page, "1 event");
  await page.getByRole("button", { name: "Clear" }).click();
  await shows(page, "0 events");
  await shows(other, "0 events");
  await page.locator("#good", { hasText: /^0$/ }).waitFor();
  assert.equal((await served.get("micro/all")).body.total, 0);
  await served.post("track", [account("user-2")]);
  await row("user-2").waitFor();
  assert.deepEqual(other.troubles, []);
  await other.close();
});

test("the page comes back to a collector that was started anew", async () => {
  await served.post("track", [account("user-1")]);
  await row("user-1").waitFor();
  const port = new URL(served.url).port;
  await served.stop();
  await page.getByText("Connection lost, trying again").waitFor();
  served = await collector(port);
  await served.post("track", [account("user-2")]);
  await row("user-2").waitFor();
  await page.getByText("Live", { exact: true }).waitFor();
  assert.deepEqual(await rows(page).locator(".user").allInnerTexts(), ["user-2"]);
  // The browser says itself that it did not reach the server.
  page.troubles = page.troubles.filter((trouble) => !/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_EMPTY_RESPONSE/.test(trouble));
});

test("who has scrolled down keeps in view what was there", async () => {
  await served.post("track", Array.from({ length: 500 }, (_, index) => account(`user-${index}`)));
  await shows(page, "500 events");
  await page.locator("#list").evaluate((list) => (list.scrollTop = 3000));
  await page.waitForFunction(() => document.querySelector(".row")?.textContent.includes("user-4"));
  const top = () =>
    page.evaluate(() => {
      const edge = document.getElementById("list").getBoundingClientRect().top + 40;
      return document.elementFromPoint(700, edge).closest(".row").querySelector(".user").textContent;
    });
  const before = await top();
  await served.post("track", [account("new-1"), account("new-2"), account("new-3")]);
  await shows(page, "503 events");
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  assert.equal(await top(), before);
  await page.getByRole("button", { name: "To the newest" }).click();
  await row("new-3").waitFor();
});
