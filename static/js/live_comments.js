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
      if (there) renew(there, fresh);
      else if (add(fresh, dataset)) came.push(fresh);
    }
  });
  return came;
}

/** A comment that was deleted, and left no place: it goes, unless one writes at it. */
export function remove(key) {
  const comment = document.getElementById(`c${key}`);
  if (!comment || isInUse(comment) || comment.querySelector("form")) return;
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

/** What has changed of a comment takes the place of what it was; forms and answers stay. */
function renew(there, fresh) {
  const own = (comment, part) => comment.querySelector(`:scope > ${part}`);
  const isSilent = (comment) => comment.classList.contains("silent");
  if (isSilent(there) === isSilent(fresh) && isSame(own(there, PARTS[2]), own(fresh, PARTS[2]))) {
    return;
  }
  const old = PARTS.map((part) => own(there, part)).filter(Boolean);
  if (old.some(isInUse)) return;
  there.classList.toggle("silent", isSilent(fresh));
  there.prepend(...PARTS.map((part) => own(fresh, part)).filter(Boolean));
  for (const part of old) part.remove();
  htmx.process(there);
}
const isSame = (one, other) => one?.innerHTML === other?.innerHTML;

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
  htmx.process(fresh);
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
  const name = root.querySelector(".who-name")?.textContent;
  const text = fresh.querySelector(".comment-text");
  if (!name || !text || text.querySelector(":scope > .to")) return;
  text.prepend(element("bdi", { className: "to" }, `@${name}`));
}
