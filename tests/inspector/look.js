// Pictures of the page to look at: `node look.js FOLDER`.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { account, browser, collector, nameless, open, rows } from "./support.js";

const folder = process.argv[2] ?? "screenshots";
await mkdir(folder, { recursive: true });
const served = await collector();
const { context, close } = await browser();

const send = async () => {
  for (let second = 0; second < 8; second += 1) {
    for (let index = 0; index < 3 + (second % 4) * 4; index += 1) {
      const user = `user-${100 + second * 20 + index}`;
      await served.post("track", [account(user, { group: `acct-${index % 5}` })]);
    }
    await served.post("track", [{ ...account(`user-${second}`), event_name: "feature_used", properties: { feature_name: "export", feature_type: "cor" } }]);
    await served.post("track", [{ ...account("jo@acme.com"), event_name: "report_shared" }]);
    await served.post("identify", [{ user_id: `user-${second}`, traits: { email: "jo@acme.com", name: "Jo" }, timestamp: "2024-10-20T15:51:36Z" }]);
    if (second % 2) await served.post("track", [account("user-8"), nameless(`user-${second}`)]);
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  await served.post("track", "{ not json");
  const whole = nameless("user-77");
  whole.properties = { ...whole.properties, user_email: "jo@acme.com", user_name: "Jo", plan_name: 7 };
  whole.context.source = "elsewhere";
  await served.post("track", [whole]);
};

await send();
const shot = (page, name) => page.screenshot({ path: join(folder, `${name}.png`) });
for (const colorScheme of ["light", "dark"]) {
  const page = await open(context, served.url, { colorScheme });
  await rows(page).first().waitFor();
  await page.waitForTimeout(700);
  await shot(page, colorScheme);
  await rows(page).first().click();
  await page.locator(".tree").waitFor();
  await shot(page, `${colorScheme}-open`);
  await page.close();
  const narrow = await open(context, served.url, { colorScheme, width: 390 });
  await rows(narrow).first().waitFor();
  await narrow.waitForTimeout(700);
  await shot(narrow, `${colorScheme}-narrow`);
  await rows(narrow).first().click();
  await narrow.locator(".tree").waitFor();
  await shot(narrow, `${colorScheme}-narrow-open`);
  await narrow.close();
}
const middle = await open(context, served.url, { width: 1000, height: 760 });
await rows(middle).first().click();
await middle.locator(".tree").waitFor();
await shot(middle, "middle-open");
await close();
await served.stop();
