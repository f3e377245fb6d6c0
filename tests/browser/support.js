/* One installation, its desk, and a browser, for tests. */
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

export const PASSWORD = "safran argane 2026";

export function check(condition, what) {
    if (!condition) {
        throw new Error(`not so: ${what}`);
    }
    console.log(`ok  ${what}`);
}

export function seed(stage, scratch, at) {
    const home = join(scratch, "home");
    const program = join(process.env.MARHABA_BUILD, "tests/support/seed_desk");
    const said = execFileSync(program, [home, at],
        { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
    return { home, ...JSON.parse(said) };
}

/* Starts the desk on a free port; resolves with its address once it answers. */
export function startDesk(stage, home, at) {
    const process_ = spawn(join(stage, "bin/marhaba-desk"),
        ["--home", home, "--port", "0", "--at", at], { stdio: ["ignore", "pipe", "inherit"] });
    return new Promise((resolve, reject) => {
        let said = "";
        process_.on("error", reject);
        process_.on("exit", (code) => reject(new Error(`the desk ended with ${code}`)));
        process_.stdout.on("data", (bytes) => {
            said += bytes;
            const found = /Marhaba desk: (\S+)\//.exec(said);
            if (found) {
                process_.removeAllListeners("exit");
                resolve({
                    address: found[1],
                    stop: () => new Promise((done) => {
                        process_.on("exit", done);
                        process_.kill("SIGTERM");
                    })
                });
            }
        });
    });
}

export async function startBrowser() {
    const profile = mkdtempSync(join(tmpdir(), "marhaba-browser-"));
    const browser = await chromium.launch({
        executablePath: "/usr/bin/chromium",
        args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-dev-shm-usage"],
        env: { ...process.env, HOME: profile }
    });
    return {
        browser,
        close: async () => {
            await browser.close();
            rmSync(profile, { recursive: true, force: true });
        }
    };
}

export async function signIn(page, address, officer, password) {
    await page.goto(`${address}/sign-in`);
    await page.fill("input[name=login]", officer.login);
    await page.fill("input[name=password]", password);
    await page.click("form[action='/sign-in'] button");
}

export async function changePassword(page, old) {
    await page.fill("input[name=old]", old);
    await page.fill("input[name=new]", PASSWORD);
    await page.fill("input[name=again]", PASSWORD);
    await page.click("form[action='/password'] button");
    await page.waitForSelector("#scan");
}

/* What each layout makes of the digit keys 0 to 9 of a scanner. */
export const LAYOUTS = {
    us: "0123456789",
    french: "à&é\"'(-è_ç",
    arabic: "٠١٢٣٤٥٦٧٨٩"
};

/* A hand scanner: physical keys, as fast as it can, then Enter; `kind` ("]Q1") comes first. */
export async function scan(page, digits, layout, withEnter = true, kind = "") {
    const devtools = await page.context().newCDPSession(page);
    const sent = [];
    let timestamp = Date.now() / 1000;  /* the keys' own, so that a busy machine does not slow them */
    await page.waitForLoadState("load");
    const press = (code, key, text, number) => {
        for (const type of ["keyDown", "keyUp"]) {
            timestamp += 0.004;
            sent.push(devtools.send("Input.dispatchKeyEvent", {
                type, timestamp, code, key, windowsVirtualKeyCode: number,
                ...(type === "keyDown" ? { text, unmodifiedText: text } : {})
            }));
        }
    };
    if (kind) {
        press("BracketRight", kind[0], kind[0], 221);
        press(`Key${kind[1]}`, kind[1], kind[1], kind.charCodeAt(1));
        press(`Digit${kind[2]}`, kind[2], kind[2], kind.charCodeAt(2));
    }
    for (const digit of digits) {
        const character = LAYOUTS[layout][Number(digit)];
        press(`Digit${digit}`, character, character, 48 + Number(digit));
    }
    if (withEnter) {
        press("Enter", "Enter", "\r", 13);
    }
    /* The page may leave before the last key is up. */
    await Promise.allSettled(sent);
    await devtools.detach().catch(() => undefined);
}
