/* Comments of others in what is open: in the threads of the panel, and under the chapter. What is
   new stands below what is there. */

import { element } from "./element.js";
import { growInPlace } from "./panel.js";

const PARTS = [".silence", ".who", ".comment-text", ".comment-actions"];

/** Bring comments, each in an element that says where it belongs. Gives those that are new here. */
export function bringComments(answered) {
  const came = [];
  growInPlace(() => {
    for (const { firstElementChild: fresh, dataset } of answered) {
      const there = document.getElementById(fresh.id);
      if (there) renew(there, fresh, dataset);
      else if (add(fresh, dataset)) came.push(fresh);
    }
  });
  return came;
}

/** A comment that was deleted, and left no place: it goes, unless one writes at it. */
export function remove(key) {
  const comment = document.getElementById(`c${key}`);
  if (!comment || isInUse(comment) || comment.querySelector('[id$="-form"] form')) return;
  const { parentElement: holder } = comment;
  comment.remove();
  if (holder.matches(".replies") && !holder.childElementCount) holder.remove();
}

function isInUse(part) {
  const selection = getSelection();
  return (
    part.contains(document.activeElement) ||
    (!selection.isCollapsed && selection.containsNode(part, true))
  );
}

const own = (comment, part) => comment.querySelector(`:scope > ${part}`);

/** What has changed of a comment takes the place of what it was; forms and answers stay. */
function renew(there, fresh, { parent }) {
  renewThanks(there, fresh);
  const root = parent && document.getElementById(`c${parent}`);
  if (root && !root.contains(there)) sayToWhom(fresh, root);
  if (wordsOf(there) === wordsOf(fresh)) return;
  const old = PARTS.map((part) => own(there, part)).filter(Boolean);
  if (old.some(isInUse)) return;
  there.classList.toggle("silent", fresh.matches(".silent"));
  there.prepend(...PARTS.map((part) => own(fresh, part)).filter(Boolean));
  for (const part of old) part.remove();
  begin(there);
}
/** What was said, as it is to be read: whether a cover is lifted is nobody else's doing. */
function wordsOf(comment) {
  const said = [".comment-text", ".silence"].map((part) => own(comment, part)?.textContent);
  return `${said} ${Boolean(comment.querySelector(":scope > .who > .edited"))}`;
}
function begin(comment) {
  htmx.process(comment);
  htmx.trigger(comment, "htmx:load", { elt: comment });
}
function renewThanks(there, fresh) {
  const [old, now] = [there, fresh].map((one) => own(one, ".comment-actions > .thanks"));
  if (!old || !now || old.textContent === now.textContent || isInUse(old)) return;
  const renewed = now.cloneNode(true);
  old.replaceWith(renewed);
  htmx.process(renewed);
}

/** Put a new comment where it belongs. Gives whether it belongs in anything that is open. */
function add(fresh, { parent, passage }) {
  const list = document.getElementById(passage ? `t${passage}-comments` : "comments");
  const root = parent && document.getElementById(`c${parent}`);
  const pages = list?.querySelector(":scope > .pages");
  if (!list || (!root && (pages?.querySelector("[rel=next]") || (parent && !passage))))
    return false;
  list.querySelector(":scope > .empty")?.remove();
  if (root && isLast(root)) answersOf(root).append(fresh);
  else if (pages) pages.before(fresh);
  else list.append(fresh);
  if (root && fresh.parentElement === list) sayToWhom(fresh, root);
  begin(fresh);
  return true;
}

/** Whether nothing that is in sight stands below a comment with its answers. */
function isLast(root) {
  const next = root.nextElementSibling;
  return !next || next.matches(".pages") || next.getBoundingClientRect().top >= endOfSight(next);
}
function endOfSight(inside) {
  let end = innerHeight;
  for (let box = inside.parentElement; box !== document.body; box = box.parentElement) {
    if (box.clientHeight && /auto|scroll/.test(getComputedStyle(box).overflowY)) {
      end = Math.min(end, box.getBoundingClientRect().bottom);
    }
  }
  return end;
}
function answersOf(root) {
  const there = root.querySelector(":scope > .replies");
  const replies = there || element("div", { className: "replies" });
  if (!there) root.append(replies);
  return replies;
}
function sayToWhom(fresh, root) {
  const who = root.querySelector(".who-name");
  const text = fresh.querySelector(".comment-text");
  if (!who || !text || text.querySelector(":scope > .to")) return;
  const name = element("bdi", {}, `@${who.textContent}`);
  text.prepend(element("a", { className: "to", href: who.href }, name));
}
