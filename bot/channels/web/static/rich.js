// The bot's HTML as nodes: only the tags below survive, whatever the text holds. A command in the
// running text becomes a button; who listens for it finds it by its class.

const KEPT = new Set(["B", "STRONG", "I", "EM", "U", "S", "CODE", "PRE", "BLOCKQUOTE"]);
const UNREAD = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT", "IFRAME", "OBJECT", "TEXTAREA", "TITLE"]);
const VERBATIM = new Set(["A", "CODE", "PRE"]);
// Older Safari knows no lookbehind: what stands before the command is matched with it.
const COMMAND = /(^|[\s(["'“‘«,;:–—])(\/[a-z]{2,20})(?![\p{L}\p{M}\p{N}_/@-]|\.[\p{L}\p{N}])/gu;

export function rich(text, hasCommands = false) {
  // A parsed document is inert: it runs nothing and loads nothing.
  const parsed = new DOMParser().parseFromString(text, "text/html");
  const clean = document.createDocumentFragment();
  copy(parsed.body, clean, hasCommands ? withCommands : verbatim);
  return clean;
}

function copy(from, to, written) {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) to.append(...written(node.data));
    if (node.nodeType !== Node.ELEMENT_NODE || UNREAD.has(node.tagName)) continue;
    const kept = shell(node);
    copy(node, kept ?? to, VERBATIM.has(node.tagName) ? verbatim : written);
    if (kept) to.append(kept);
  }
}

function shell(node) {
  if (KEPT.has(node.tagName)) return document.createElement(node.tagName);
  if (node.tagName !== "A" || !/^https?:\/\//i.test(node.getAttribute("href") ?? "")) return null;
  const link = document.createElement("a");
  link.href = node.getAttribute("href");
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  return link;
}

function verbatim(text) {
  return [text];
}

function withCommands(text) {
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(COMMAND)) {
    const [, before, command] = found;
    parts.push(text.slice(from, found.index) + before, pressable(command));
    from = found.index + before.length + command.length;
  }
  return [...parts, text.slice(from)];
}

function pressable(command) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "command";
  made.textContent = command;
  return made;
}
