/** What pages share that save by themselves: their texts, sending, the two versions of what two windows saved. */

/** A text of a page with its parts filled in: textOf(section, "held", { p: name, h: held }). */
export function textOf(section, name, parts = {}) {
  const key = "text" + name.split("-").map((part) => part[0].toUpperCase() + part.slice(1)).join("");
  return (section.dataset[key] ?? "").replace(/%(\w)/g, (whole, letter) => parts[letter] ?? whole);
}

/** Send what a form or a Blob holds, or only ask, without data; null when no answer came back: the connection is lost,
    the server is not ready. Without `answer` the server takes nothing from this page any more: nobody is signed in, or
    somebody did so anew. */
export async function send(address, data, token) {
  // A form's own token would go before that of the header.
  if (data instanceof FormData) data.delete("csrfmiddlewaretoken");
  try {
    const response = await fetch(address, {
      method: data ? "POST" : "GET",
      body: data,
      headers: { Accept: "application/json", "X-CSRFToken": token },
      redirect: "manual",
    });
    const { ok, status } = response;
    const isAnswer = response.headers.get("Content-Type")?.startsWith("application/json");
    if (!isAnswer && (ok || status >= 500)) return null;
    return { ok, status, answer: isAnswer ? await response.json() : null };
  } catch {
    return null;
  }
}

/** Take the token over from this page as it is now: who signed in again elsewhere goes on here with what was typed, but
    nobody goes on under the name of another. Gives { other }: the name of somebody else who is signed in now, or empty
    when the token is taken over; null when nobody is signed in, or there is no connection. */
export async function renewToken(section) {
  try {
    const response = await fetch(window.location.href, { redirect: "error" });
    const now = new DOMParser().parseFromString(await response.text(), "text/html");
    const { user, userName } = now.querySelector("[data-user]").dataset;
    if (user !== section.dataset.user) return { other: userName };
    const { value } = now.querySelector("input[name=csrfmiddlewaretoken]");
    for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) input.value = value;
    return { other: "" };
  } catch {
    return null;
  }
}

/** Show both versions in a box, each with its words, and the buttons that choose: [words, version], [text, act]. */
export function showVersions(box, versions, choices) {
  const acts = document.createElement("p");
  acts.className = "row";
  acts.append(...choices.map(([text, act]) => button(text, act)));
  box.replaceChildren(...versions.map(([words, version]) => line(words, version)), acts);
  box.hidden = false;
}

export function hideVersions(box) {
  box.hidden = true;
  box.replaceChildren();
}

function line(words, version) {
  const paragraph = document.createElement("p");
  const strong = document.createElement("strong");
  strong.textContent = version.text;
  paragraph.append(`${words} `, strong);
  return paragraph;
}

function button(text, act) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: "button button--quiet", textContent: text });
  made.addEventListener("click", act);
  return made;
}
