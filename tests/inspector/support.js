// A collector, a browser and a page for a test, and events to send.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

const TARGET = process.env.CARGO_TARGET_DIR ?? fileURLToPath(new URL("../../target", import.meta.url));
const BINARY = process.env.INSPECTOR ?? join(TARGET, "release/examples/inspector");
const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

/** A collector on a free port, or on this one. It ends when `stop` is called, or with this process. */
export async function collector(port = 0) {
  const child = spawn(BINARY, [String(port)], { stdio: ["pipe", "pipe", "inherit"] });
  const url = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", resolve);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the collector ended with ${code}`)));
  });
  const agent = new Agent({ keepAlive: true });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const ask = (method, path, body, headers) => answer(new URL(path, url), { method, agent, headers }, body);
  return {
    url,
    pid: child.pid,
    post: (call, body, headers = {}) =>
      ask("POST", `api/${call}`, typeof body === "string" ? body : JSON.stringify(body), {
        "content-type": "application/json",
        "x-api-key": "key",
        ...headers,
      }),
    get: (path) => ask("GET", path),
    stop: async () => {
      agent.destroy();
      child.stdin.end();
      await ended;
    },
  };
}

function answer(url, options, body) {
  return new Promise((resolve, reject) => {
    const asked = request(url, options, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part) => (text += part));
      response.on("end", () => resolve({ status: response.statusCode, body: text ? JSON.parse(text) : null }));
    });
    asked.on("error", reject);
    asked.end(body);
  });
}

/** Debian's browser, with an empty profile. */
export async function browser() {
  const profile = await mkdtemp(join(tmpdir(), "inspector-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: FLAGS,
    viewport: { width: 1360, height: 860 },
    permissions: ["clipboard-read", "clipboard-write"],
    chromiumSandbox: false,
  });
  return {
    context,
    close: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/** The page, live. Whatever goes wrong in it is in `page.troubles`. */
export async function open(context, url, options = {}) {
  const page = await context.newPage();
  if (options.width) await page.setViewportSize({ width: options.width, height: options.height ?? 844 });
  if (options.colorScheme) await page.emulateMedia({ colorScheme: options.colorScheme });
  page.troubles = [];
  page.on("pageerror", (error) => page.troubles.push(String(error)));
  page.on("console", (message) => message.type() === "error" && page.troubles.push(message.text()));
  page.on("dialog", async (dialog) => {
    page.troubles.push(`a dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  await page.goto(url);
  await page.locator('#link[data-state="live"]').waitFor();
  return page;
}

export function account(user, more = {}) {
  return {
    event_name: "account_created",
    properties: { account_domain: "acme.com", account_id: `account-${user}`, account_name: "Acme", ...more.properties },
    user_id: user,
    timestamp: "2024-10-20T15:51:36.088000Z",
    context: { group_id: more.group ?? "group-1" },
  };
}

/** Without the property that its schema requires. */
export function nameless(user) {
  const event = account(user);
  delete event.properties.account_name;
  return event;
}

export const rows = (page) => page.locator(".row:not([hidden])");

/** Waits until the list shows so many events. */
export const shows = (page, text) => page.locator("#shown", { hasText: new RegExp(`^${text}$`) }).waitFor();
