// The bot's HTML as nodes: only the tags below survive, whatever the text holds.

const KEPT = new Set(["B", "STRONG", "I", "EM", "U", "S", "CODE", "PRE", "BLOCKQUOTE"]);
const UNREAD = new Set(["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT", "IFRAME", "OBJECT", "TEXTAREA", "TITLE"]);

export function rich(text) {
  // A parsed document is inert: it runs nothing and loads nothing.
  const parsed = new DOMParser().parseFromString(text, "text/html");
  const clean = document.createDocumentFragment();
  copy(parsed.body, clean);
  return clean;
}

function copy(from, to) {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) to.append(node.data);
    if (node.nodeType !== Node.ELEMENT_NODE || UNREAD.has(node.tagName)) continue;
    const kept = shell(node);
    copy(node, kept ?? to);
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
