/* Niceties for whoever works the desk; without this file everything still works.
 *
 * A hand scanner is a keyboard that types US key positions, so what arrives as text depends on the
 * layout of this machine. Here the position (event.code) is read instead. A burst of digits faster
 * than a hand goes to the scan box wherever the focus is; slower typing is left alone. */
"use strict";

(() => {
    const box = document.getElementById("scan");
    if (!box) {
        return;
    }

    /* ---- The scanner ---- */

    const FAST_MS = 50;      /* the longest pause inside a burst */
    const SILENCE_MS = 300;  /* the longest pause inside what is surely a scan, by the keys' own time */
    const END_MS = 1000;     /* a scanner that sends no Enter has finished; a busy machine hands keys on late */
    const ENOUGH = 9;        /* digits: a short code; fewer is a hand on the number keys */
    const KIND = [/^BracketRight$/, /^Key[A-Z]$/, /^Digit[0-9]$/];  /* its digit is none of the ticket's */

    let burst = "";          /* digits so far */
    let last = 0;            /* time of the last digit */
    let timer = 0;
    let before = null;       /* the field that got the digits, as it was before them */
    let kind = 0;            /* how many signs of "]Q1", which some scanners send first, have come */

    const digitOf = (event) => {
        const found = /^(?:Digit|Numpad)([0-9])$/.exec(event.code);
        return found && !event.ctrlKey && !event.altKey && !event.metaKey ? found[1] : null;
    };

    const isText = (element) => element instanceof HTMLTextAreaElement ||
        (element instanceof HTMLInputElement && element.selectionStart !== null);

    const remember = (element) => {
        before = isText(element) ? {
            element, value: element.value, start: element.selectionStart, end: element.selectionEnd
        } : null;
    };

    /* Takes the scanner's characters out of the field they were typed into. */
    const putBack = () => {
        if (before && before.element !== box) {
            before.element.value = before.value;
            before.element.setSelectionRange(before.start, before.end);
        }
        before = null;
    };

    const forget = () => {
        clearTimeout(timer);
        burst = "";
        before = null;
    };

    const submit = () => {
        const digits = burst;
        putBack();
        forget();
        box.value = digits;
        box.form.requestSubmit();
    };

    /* Fewer digits are let be: whether the next key belongs to them, its own time tells. */
    const finish = () => {
        if (burst.length >= ENOUGH) {
            submit();
        }
    };

    document.addEventListener("keydown", (event) => {
        const digit = digitOf(event);
        const now = event.timeStamp;
        /* After so many fast digits it is a scanner, and a pause is a busy machine's: were it taken for
         * the end, the digits kept from the page until then would be lost. */
        const pause = burst.length < ENOUGH ? FAST_MS : SILENCE_MS;
        const isFast = burst !== "" && now - last <= pause;
        const isNext = kind > 0 && now - last <= FAST_MS;
        if (event.key === "Shift") {
            return;
        }
        if (kind < KIND.length && (kind === 0 || isNext) && KIND[kind].test(event.code)) {
            if (kind === 0) {
                forget();
                remember(document.activeElement);
            }
            kind += 1;
            last = now;
            return;
        }
        const follows = kind === KIND.length && isNext;
        kind = 0;
        if (digit === null) {
            if (event.key === "Enter" && isFast && burst.length >= ENOUGH) {
                event.preventDefault();
                event.stopPropagation();
                submit();
            } else {
                forget();
            }
            return;
        }
        if (event.repeat) {
            return;
        }
        if (!isFast && !follows) {
            forget();
            remember(document.activeElement);
        }
        burst += digit;
        last = now;
        clearTimeout(timer);
        timer = setTimeout(finish, END_MS);
        /* From the ninth on it is surely a scanner: nothing more of it reaches the page. */
        if (burst.length >= ENOUGH) {
            event.preventDefault();
            event.stopPropagation();
        }
    }, true);

    /* ---- The scan box has the focus when nothing else wants it ---- */

    const wantsFocus = (element) => element && element !== document.body &&
        element.matches("input, select, textarea, button, a, summary");

    const home = () => {
        if (!wantsFocus(document.activeElement) && String(getSelection()) === "") {
            box.focus({ preventScroll: true });
        }
    };
    /* What the page wants written anew comes first: the browser would give it the focus later than this. */
    const first = document.querySelector("[autofocus]");
    if (first) {
        first.focus();
    }
    home();
    document.addEventListener("pointerup", () => setTimeout(home, 0));
    document.addEventListener("focusout", () => setTimeout(home, 0));
    addEventListener("focus", home);

    const menu = document.querySelector(".menu");
    document.addEventListener("click", (event) => {
        if (menu && !menu.contains(event.target)) {
            menu.open = false;
        }
    });
    document.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && menu && menu.open) {
            menu.open = false;
            box.focus();
        }
    });

    /* ---- A form is sent once, and a note begun is kept before the page goes ---- */

    const note = document.querySelector(".note-form");

    const keepNote = async () => {
        const answer = await fetch(note.action, {
            method: "POST", body: new URLSearchParams(new FormData(note)), redirect: "manual"
        });
        return answer.type === "opaqueredirect";
    };

    document.addEventListener("submit", (event) => {
        const form = event.target;
        if (form.dataset.sent) {
            event.preventDefault();
            return;
        }
        form.dataset.sent = "yes";
        if (!note || form === note || note.elements.text.value.trim() === "") {
            return;
        }
        event.preventDefault();
        const button = event.submitter;
        keepNote().catch(() => false).then((isKept) => {
            delete form.dataset.sent;
            if (isKept) {
                note.elements.text.value = "";
                form.requestSubmit(button);
            } else {
                note.requestSubmit();  /* its page says why */
            }
        });
    });
    addEventListener("pageshow", () => {
        for (const form of document.forms) {
            delete form.dataset.sent;
        }
    });

    /* ---- The waiting list and the closed services stay fresh while somebody is at the desk ---- */

    const EVERY_MS = 10000;
    const TELL_MS = 5 * 60000;
    const AWAY_MS = 20 * 60000;  /* then nobody looks at the list any more */
    const parts = Array.from(document.querySelectorAll("[data-fresh]"), (place) => ({ place, tag: "" }));
    let seen = Date.now();
    let told = seen;
    for (const sign of ["keydown", "pointerdown", "pointermove", "scroll"]) {
        addEventListener(sign, () => { seen = Date.now(); }, { passive: true });
    }

    /* The list keeps no session alive, but somebody who writes a long note must not lose it. */
    const tell = async () => {
        if (seen - told > TELL_MS) {
            told = seen;
            await fetch("/", { method: "HEAD", cache: "no-store" });
        }
    };

    const isWriting = () => Array.from(document.querySelectorAll(".note-form, .step-form"))
        .some((form) => form.elements.text.value.trim() !== "");

    const refresh = async (part) => {
        if (document.hidden || Date.now() - seen > AWAY_MS || part.place.contains(document.activeElement)) {
            return;
        }
        const answer = await fetch(part.place.dataset.fresh, {
            headers: part.tag ? { "If-None-Match": part.tag } : {}, cache: "no-store", redirect: "error"
        });
        if (answer.status === 401) {
            /* What is being written stays: sending it leads through the sign-in and back. */
            if (!isWriting()) {
                location.assign(/^\/case\/\d+$/.test(location.pathname) ? location.pathname : "/");
            }
        } else if (answer.ok) {
            part.tag = answer.headers.get("ETag") || "";
            const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
            part.place.replaceChildren(...fresh.body.childNodes);
        }
    };
    if (parts.length > 0) {
        setInterval(() => {
            tell().then(() => Promise.all(parts.map(refresh)))
                .catch(() => { /* the next one may get through */ });
        }, EVERY_MS);
    }
})();
