/* The officer's desk, as an officer uses it, in a real browser. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { changePassword, check, PASSWORD, scan, seed, signIn, startBrowser, startDesk } from "./support.js";

const [stage, scratch] = process.argv.slice(2);
const AT = "2026-11-25T10:24";
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const text = (page, selector) => page.locator(selector).first().innerText();
const shot = (page, name) => page.screenshot({ path: join(scratch, `${name}.png`) });

async function findsNothingSerious(page, name) {
    /* The page's own policy allows no foreign script, so axe is evaluated, not inserted. */
    await page.evaluate(axe);
    const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
    const bad = result.violations.filter((v) => v.impact === "serious" || v.impact === "critical");
    check(bad.length === 0, `axe on ${name}: ${bad.map((v) => `${v.id} ${v.nodes[0].html}`).join("; ") || "nothing serious"}`);
}

async function firstSignIn(page, address, officer) {
    await page.goto(`${address}/`);
    await shot(page, "sign-in");
    await findsNothingSerious(page, "sign-in");
    await signIn(page, address, officer, "not the password");
    check((await text(page, ".notice")).includes("mot de passe"), "a wrong password is told as such");
    check(await page.inputValue("input[name=login]") === officer.login, "the name need not be typed again");
    await signIn(page, address, officer, officer.password);
    check(new URL(page.url()).pathname === "/password", "the first password must be changed");
    await page.goto(`${address}/case/1`);
    check(new URL(page.url()).pathname === "/password", "nothing else can be seen before");
    await shot(page, "password");
    await findsNothingSerious(page, "password");
    await changePassword(page, officer.password);
    check(await page.locator("#scan").count() === 1, "then the desk opens");
}

async function queueIsShown(page, tickets) {
    check((await text(page, "#waiting h2")).includes(String(tickets.length)), "the queue says how many wait");
    const first = await text(page, ".tickets li:first-child");
    check(first.includes(tickets[1].number), "the appointment that is due comes first");
    check(await page.evaluate(() => document.activeElement.id) === "scan", "the scan box has the focus");
    await shot(page, "desk-fr");
    await findsNothingSerious(page, "desk");
}

async function caseIsRight(page, ticket) {
    await page.waitForURL(/\/case\/\d+$/);
    check((await text(page, ".case-ticket")).includes(ticket.number), `the case of ${ticket.number} is open`);
    const kinds = await page.locator(".papers li").evaluateAll((rows) => rows.map((row) => row.className));
    check(kinds.join() === "missing,missing,unsure,unsure,have,have", `papers: ${kinds.join()}`);
    check((await text(page, ".papers li.missing")).includes("Certificat de vie"), "what is missing is on top");
    check((await text(page, ".counts")).includes("2 manquent"), "and counted");
    check((await text(page, ".speak")).includes("arabe"), "the language to speak is told");
    check((await text(page, ".answers")).includes("<b>آيت</b> & \"الحسن\""), "what was typed stays text");
    check(await page.locator(".answers dd span[lang=ar][dir=rtl]").count() === 1, "and is marked as Arabic");
    return page.url();
}

async function scannersOpenCases(page, address, tickets) {
    await page.goto(`${address}/`);
    await scan(page, tickets[0].digits, "french");
    const url = await caseIsRight(page, tickets[0]);
    await shot(page, "case-fr");
    await findsNothingSerious(page, "case");

    await page.focus(".note-form textarea");
    await scan(page, tickets[0].digits, "arabic");
    await page.waitForTimeout(500);
    check(await caseIsRight(page, tickets[0]) === url, "scanning again, from another field and layout, shows the same case");

    await page.goto(`${address}/`);
    await scan(page, tickets[0].digits, "french", false);
    check(await caseIsRight(page, tickets[0]) === url, "a scanner that sends no Enter works as well");

    await page.goto(`${address}/`);
    await scan(page, tickets[0].digits, "us", true, "]Q1");
    check(await caseIsRight(page, tickets[0]) === url, "so does one that tells the kind of symbol first");

    await page.goto(`${address}/`);
    await page.fill("#scan", tickets[0].code.replace(/(...)(...)/, "$1 $2 "));
    await page.press("#scan", "Enter");
    check(await caseIsRight(page, tickets[0]) === url, "so does the short code typed by hand");
    return url;
}

async function handsAreLeftAlone(page) {
    const typed = "tel. 0528123456789, 2 enfants";
    await page.focus(".note-form textarea");
    await page.keyboard.type(typed, { delay: 75 });
    check(await page.inputValue(".note-form textarea") === typed, "a hand typing digits into a note is left alone");
    await page.fill(".note-form textarea", "");
}

/* Check digits of ISO/IEC 7064 MOD 97-10, worked out apart from the program. */
function withCheck(digits) {
    const rest = 98n - (BigInt(digits) * 100n) % 97n;
    return digits + String(rest).padStart(2, "0");
}

async function wrongScansAreTold(page, address, digits) {
    const flipped = digits.slice(0, 20) + String((Number(digits[20]) + 1) % 10) + digits.slice(21);
    const cases = [
        [flipped, "mal lu"],
        [digits.slice(0, 20) + digits.slice(21), "mal lu"],
        [digits.slice(0, 21) + digits.slice(20), "mal lu"],
        [withCheck("2" + digits.slice(1, 46)), "plus récente"],
        [withCheck("1999999" + digits.slice(7, 46)), "autre commune"],
        [withCheck("1541111" + "0".repeat(38) + "7"), "inconnu"],
        ["https://example.org/menu", "pas un ticket"],
        ["x".repeat(4000), "pas un ticket"],
        ["000 000 000", "Aucun ticket"]
    ];
    for (const [typed, sentence] of cases) {
        await page.goto(`${address}/`);
        await page.fill("#scan", typed);
        await page.press("#scan", "Enter");
        await page.waitForSelector(".notice.bad");
        check((await text(page, ".notice.bad")).includes(sentence), `${typed.slice(0, 24)}: ${await text(page, ".notice.bad")}`);
        check(await page.locator("#scan").count() === 1, "and the next can be scanned at once");
    }
}

async function colleaguesAreTold(browser, address, officer, tickets) {
    const context = await browser.newContext({ locale: "fr" });
    const page = await context.newPage();
    await signIn(page, address, officer, officer.password);
    await changePassword(page, officer.password);
    await scan(page, tickets[0].digits, "us");
    await page.waitForSelector(".notice.bad");
    check((await text(page, ".notice.bad")).includes("Amina Ouhaddou"), "a colleague is told who has the person");
    await page.goto(`${address}/case/1`);
    check(!(await page.content()).includes("Acte de mariage"), "and does not see the case");
    await context.close();
}

async function deedsAreKept(page, url) {
    await page.goto(url);
    await page.fill(".note-form textarea", "Accompagnée de son fils <3");
    await page.click(".note-form button");
    check((await text(page, ".history")).includes("Accompagnée de son fils <3"), "a note is kept");
    await page.selectOption(".step-form select[name=state]", "contacted");
    await page.fill(".step-form input[name=text]", "CNSS Taroudant appelée");
    await page.click(".step-form button");
    check((await text(page, ".history")).includes("CNSS Taroudant appelée"), "a next step is kept");
    check((await text(page, ".case-line")).includes("organisme contacté"), "and moves the case on");
    check((await text(page, ".notice.good")).includes("notée"), "and is confirmed");
    await page.goBack();
    await page.goBack();
}

/* The list notices that the session has ended; what somebody is writing beside it stays. */
async function writingIsLeftAlone(browser, url, officer) {
    const context = await browser.newContext({ locale: "fr" });
    const page = await context.newPage();
    await signIn(page, new URL(url).origin, officer, PASSWORD);
    await page.goto(url);
    await page.fill(".note-form textarea", "à moitié écrite");
    await context.clearCookies();
    await page.waitForResponse((answer) => answer.url().includes("/waiting") && answer.status() === 401);
    await page.waitForTimeout(500);
    check(page.url() === url && await page.inputValue(".note-form textarea") === "à moitié écrite", "a session's end leaves a note where it is");
    await page.click(".note-form button");
    await page.waitForSelector("input[name=login]");
    await findsNothingSerious(page, "sign-in with a note");
    await page.fill("input[name=login]", officer.login);
    await page.fill("input[name=password]", PASSWORD);
    await page.click("form[action='/sign-in'] button");
    check(await page.inputValue(".note-form textarea") === "à moitié écrite", "and it is there again after signing in");
    check(await page.evaluate(() => document.activeElement.localName) === "textarea", "with the focus");
    await findsNothingSerious(page, "a note that came back");
    await context.close();
}

/* Whom to send somebody to: read, chosen and kept in two clicks. */
async function bodiesCanAnswer(page, url) {
    await page.goto(url);
    check(/vérifiée le \S+ 23 novembre 2026/.test(await text(page, ".freshness")), `${await text(page, ".freshness")}`);
    await page.click(".bodies > summary");
    const cnss = ".bodies li[data-body=cnss]";
    check(await page.locator(".bodies li").count() >= 3, "who can answer is listed");
    check((await text(page, cnss)).includes("Caisse nationale de sécurité sociale"), "with its name");
    check((await text(page, cnss)).includes("agence"), "and how to reach it");
    const link = page.locator(`${cnss} .web a`);
    check(await link.getAttribute("target") === "_blank" && /noopener/.test(await link.getAttribute("rel")), "its page opens apart");
    await findsNothingSerious(page, "who can answer");
    await page.locator(".bodies").scrollIntoViewIfNeeded();
    await shot(page, "bodies-fr");
    const groups = await page.locator("select[name=body] optgroup").evaluateAll(
        (all) => all.map((group) => [...group.children].map((option) => option.textContent)));
    check(groups.length === 2 && groups[0][0] === "CNSS", `the service's own come first: ${groups[0]}`);
    const sorted = [...groups[1]].sort((a, b) => a.toLowerCase() < b.toLowerCase() ? -1 : 1);
    check(groups[1].length > 10 && groups[1].join() === sorted.join(), "then all others by name");
    await page.selectOption(".step-form select[name=state]", "oriented");
    await page.selectOption("select[name=body]", "cnss");
    await page.click(".step-form button");
    const step = (await text(page, ".history li.step")).replace(/[\u2066-\u2069]/g, "");
    check(step.includes("orienté : CNSS"), `the history says whom to: ${step}`);
    check((await text(page, ".case-line")).includes("orienté"), "and moves the case on");
}

async function badNotesComeBack(page, url, tickets) {
    const long = "كلمة et mot ".repeat(200);  /* 2400 signs */
    const focused = () => page.evaluate(() => document.activeElement.localName);
    await page.goto(url);
    await page.fill(".note-form textarea", " \n ");
    await page.click(".note-form button");
    await page.waitForSelector(".notice.bad");
    check((await text(page, ".notice.bad")).includes("La note est vide"), "a note of blanks is refused");
    check(await focused() === "textarea", "and the note has the focus");
    await page.fill(".note-form textarea", long);
    await page.click(".note-form button");
    await page.waitForSelector(".notice.bad");
    const told = (await text(page, ".notice.bad")).replace(/\s/g, " ");
    check(told.includes("2 400 caractères") && told.includes("2 000 au plus"), "a note too long says how long, and may be");
    check(await page.inputValue(".note-form textarea") === long, "and is still there, whole");
    await findsNothingSerious(page, "a refused note");
    /* The page before has such a notice too. */
    await Promise.all([page.waitForEvent("domcontentloaded"), scan(page, tickets[3].digits, "french")]);
    await page.waitForSelector(".notice.bad");
    check(await page.inputValue(".note-form textarea") === long, "the next scan does not lose it");
    await page.fill(".step-form input[name=text]", "x".repeat(501));
    await page.fill(".note-form textarea", "");
    await page.selectOption(".step-form select[name=state]", "reoriented");
    await page.click(".step-form button");
    await page.waitForSelector(".notice.bad");
    check(await page.inputValue(".step-form input[name=text]") === "x".repeat(501), "nor is a step too long");
    check(await page.inputValue(".step-form select[name=state]") === "reoriented", "with what was chosen");
}

async function numbersOpenCases(page, url, address, tickets) {
    const [letter, digits] = tickets[0].number.split("-");
    const arabic = [...digits].map((digit) => String.fromCharCode(0x660 + Number(digit))).join("");
    for (const typed of [tickets[0].number, letter.toLowerCase() + Number(digits), `${letter} ${arabic}`]) {
        await page.goto(`${address}/`);
        await page.locator("#scan").pressSequentially(typed, { delay: 5 });
        await page.press("#scan", "Enter");
        await page.waitForURL(url);
        check((await text(page, ".case-ticket")).includes(tickets[0].number), `"${typed}" opens its case`);
    }
    await page.fill("#scan", "Z-99");
    await page.press("#scan", "Enter");
    check((await text(page, ".notice.bad")).includes("Z-099"), "a number nobody has today is told");
}

/* Letters twice as large, as their reader sets them: nothing lies over anything, nothing is cut. */
async function largeLettersHaveRoom(page, url, address) {
    for (const place of [`${address}/`, url]) {
        await page.goto(place);
        const trouble = await page.evaluate(() => {
            document.documentElement.style.fontSize = "200%";
            const parts = [...document.querySelectorAll(".card, .scan, .commune, .menu > summary")];
            const boxes = parts.map((part) => part.getBoundingClientRect());
            const lies = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
            const found = [];
            parts.forEach((part, i) => parts.forEach((other, j) => {
                if (i < j && !part.contains(other) && lies(boxes[i], boxes[j])) {
                    found.push(`${part.className} on ${other.className}`);
                }
            }));
            for (const field of document.querySelectorAll("select, .scan input[type=text]")) {
                if (field.clientHeight < 1.3 * parseFloat(getComputedStyle(field).fontSize) || field.clientWidth < 200) {
                    found.push(`${field.localName} of ${field.clientWidth} × ${field.clientHeight}`);
                }
            }
            if (document.documentElement.scrollWidth > document.documentElement.clientWidth) {
                found.push("wider than the window");
            }
            return found.filter((line) => !line.includes("menu-body"));
        });
        check(trouble.length === 0, `letters of 200 %: ${trouble.join("; ") || "everything has room"}`);
    }
}

async function notesSurviveTheNextScan(page, url, tickets) {
    await page.goto(url);
    await page.fill(".note-form textarea", "note à moitié écrite");
    await scan(page, tickets[3].digits, "french");
    await page.locator(".case-ticket", { hasText: tickets[3].number }).waitFor();
    await page.goto(url);
    check((await text(page, ".history")).includes("note à moitié écrite"), "a note begun is kept when the next ticket is scanned");
}

async function visitsEnd(page, url, address, tickets) {
    await page.goto(url);
    await page.click(".close-form button");
    check((await text(page, ".notice.good")).includes("visite est terminée"), "a visit ends");
    check(!(await text(page, "#waiting")).includes(tickets[0].number), "and leaves the queue");
    await scan(page, tickets[0].digits, "french");
    await page.waitForURL(/\/case\/\d+$/);
    check(page.url() === url, "the same slip opens the same case again");
    check((await text(page, ".history")).includes("CNSS Taroudant appelée"), "with its history");
    await page.click(".release-form button");
    check(await page.locator(`.tickets button:has-text("${tickets[0].number}")`).count() === 1, "a person let go waits again");
}

/* However far one reads down, what can be done stays whole, in view and on nobody's words. */
async function deedsStayInView(page, code) {
    const seen = await page.evaluate(async () => {
        scrollTo(0, document.documentElement.scrollHeight);
        await new Promise((done) => requestAnimationFrame(done));
        const of = (selector) => document.querySelector(selector).getBoundingClientRect();
        const [aside, middle, end] = [of(".aside"), of(".case"), of(".release-form button")];
        scrollTo(0, 0);
        return {
            scrolls: document.documentElement.scrollHeight > innerHeight,
            inView: aside.top >= 0 && end.bottom <= innerHeight,
            apart: aside.left >= middle.right || aside.right <= middle.left
        };
    });
    check(seen.scrolls && seen.inView && seen.apart, `the deeds stay in view beside a long case in ${code}`);
}

async function languages(page, address, tickets) {
    await page.goto(`${address}/`);
    for (const code of ["ar", "zgh", "en", "es", "fr"]) {
        await page.click(".menu summary");
        await page.click(`.languages button[value=${code}]`);
        await page.waitForSelector(`html[lang=${code}]`);
        await page.fill("#scan", tickets[0].digits);
        await page.press("#scan", "Enter");
        await page.waitForSelector(".case-ticket");
        check(await page.getAttribute("html", "dir") === (code === "ar" ? "rtl" : "ltr"), `the desk speaks ${code}`);
        for (const [width, height] of [[1366, 768], [1024, 768], [390, 844]]) {
            await page.setViewportSize({ width, height });
            const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            check(over <= 0, `nothing sticks out at ${width} in ${code}`);
            check((await page.locator(".menu summary").ariaSnapshot()).includes("Amina Ouhaddou"), `the menu has a name at ${width}`);
            await page.screenshot({ path: join(scratch, `case-${code}-${width}.png`), fullPage: width < 1366 });
        }
        await page.setViewportSize({ width: 1366, height: 768 });
        await deedsStayInView(page, code);
        await findsNothingSerious(page, `case in ${code}`);
    }
}

async function worksWithoutScript(browser, address, officer, tickets) {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await signIn(page, address, officer, PASSWORD);
    /* Without the script the field gets what a French layout makes of the scanner's keys. */
    const french = [...tickets[4].digits].map((digit) => "à&é\"'(-è_ç"[Number(digit)]).join("");
    await page.fill("#scan", french);
    await page.press("#scan", "Enter");
    check((await text(page, ".case-ticket")).includes(tickets[4].number), "without script a scan opens the case");
    await page.fill(".note-form textarea", "sans script");
    await page.click(".note-form button");
    check((await text(page, ".history")).includes("sans script"), "and a note is kept");
    await context.clearCookies();  /* the session is over */
    await page.fill(".note-form textarea", "écrite <trop> tard\nà deux lignes");
    await page.click(".note-form button");
    check((await text(page, ".notice.bad")).includes("Ce que vous avez écrit"), "one of an ended session waits");
    await shot(page, "sign-in-kept");
    await page.fill("input[name=login]", officer.login);
    await page.fill("input[name=password]", PASSWORD);
    await page.click("form[action='/sign-in'] button");
    check(await page.inputValue(".note-form textarea") === "écrite <trop> tard\nà deux lignes", "and comes back");
    await page.click(".note-form button");
    check((await text(page, ".history")).includes("écrite <trop> tard"), "to be kept");
    await page.click(".release-form button");
    await page.click(`.tickets button:has-text("${tickets[4].number}")`);
    check((await text(page, ".case-ticket")).includes(tickets[4].number), "and the queue opens it");
    await page.click(".menu summary");
    await page.click("form[action='/sign-out'] button");
    check(new URL(page.url()).pathname === "/sign-in", "and one signs out");
    await page.goto(`${address}/`);
    check(await page.locator("#scan").count() === 0, "for good");
    await context.close();
}

/* A year later what visitors are shown has to be checked again: the officer is told everywhere. */
async function contentGrowsOld(browser, home, officer, tickets) {
    const desk = await startDesk(stage, home, "2028-01-10T10:00");
    const page = await (await browser.newContext({ locale: "fr", viewport: { width: 1366, height: 768 } })).newPage();
    try {
        await signIn(page, desk.address, officer, PASSWORD);
        check(/\d+ contenus/.test(await text(page, ".stale h2")), `it is counted: ${await text(page, ".stale h2")}`);
        await page.click(".stale summary");
        check(await page.locator(".stale .records li").count() === 5, "the first five are named");
        await shot(page, "stale-fr");
        await findsNothingSerious(page, "a desk with old content");
        await page.goto(`${desk.address}/case/1`);
        check((await text(page, ".freshness.trouble")).includes("Attention"), "a case warns of papers that are too old");
        await shot(page, "stale-case-fr");
        for (const code of ["fr", "ar"]) {
            await page.goto(`${desk.address}/content`);
            await page.click(".menu summary");
            await page.click(`.languages button[value=${code}]`);
            await page.waitForSelector(`html[lang=${code}]`);
            check(await page.locator(".content-page .records li").count() > 20, `all of them are listed in ${code}`);
            await findsNothingSerious(page, `the list in ${code}`);
            await shot(page, `content-${code}`);
            await page.goto(`${desk.address}/case/1`);
            await shot(page, `stale-case-${code}`);
            await scan(page, tickets[3].digits, "us");
            await page.locator(".case-ticket", { hasText: tickets[3].number }).waitFor();
            check((await text(page, "#waiting .ticket-day")).includes("2026"), "an old ticket in the list has its date");
            await shot(page, `waiting-old-${code}`);
        }
    } finally {
        check(await desk.stop() === 0, "that desk ends cleanly");
    }
}

async function main() {
    const made = seed(stage, scratch, AT);
    const desk = await startDesk(stage, made.home, "2026-11-25T10:36");
    const { browser, close } = await startBrowser();
    try {
        const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
        const page = await context.newPage();
        const complaints = [];
        page.on("pageerror", (error) => complaints.push(String(error)));
        page.on("console", (line) => {
            if (line.type() === "error" && !/status of 4\d\d/.test(line.text())) {
                complaints.push(line.text());
            }
        });
        await firstSignIn(page, desk.address, made.officers[0]);
        await queueIsShown(page, made.tickets);
        const url = await scannersOpenCases(page, desk.address, made.tickets);
        await handsAreLeftAlone(page);
        await wrongScansAreTold(page, desk.address, made.tickets[0].digits);
        await colleaguesAreTold(browser, desk.address, made.officers[1], made.tickets);
        await deedsAreKept(page, url);
        await writingIsLeftAlone(browser, url, made.officers[0]);
        await bodiesCanAnswer(page, url);
        await badNotesComeBack(page, url, made.tickets);
        await numbersOpenCases(page, url, desk.address, made.tickets);
        await largeLettersHaveRoom(page, url, desk.address);
        await notesSurviveTheNextScan(page, url, made.tickets);
        await visitsEnd(page, url, desk.address, made.tickets);
        await languages(page, desk.address, made.tickets);
        await worksWithoutScript(browser, desk.address, made.officers[0], made.tickets);
        await contentGrowsOld(browser, made.home, made.officers[0], made.tickets);
        check(complaints.length === 0, `the browser complains of nothing ${complaints.join("; ")}`);
    } finally {
        await close();
        const code = await desk.stop();
        check(code === 0, "the desk ends cleanly");
    }
}

main().catch((error) => {
    console.error(`FAILED: ${error.stack}`);
    process.exit(1);
});
