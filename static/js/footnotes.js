/* A footnote that came to the foot of the screen is put away without moving the page. */

const TOP = 60; // pixels from the top of the window that the bar takes

function putAway(event, back) {
  const mark = back && document.getElementById(back.hash.slice(1));
  const box = mark?.getBoundingClientRect();
  const isOpen = document.querySelector(".footnotes li:target");
  if (!isOpen || !box || box.bottom < TOP || box.top > innerHeight) return;
  event.preventDefault();
  const stand = scrollY;
  location.replace(back.hash);
  scrollTo({ top: stand, behavior: "instant" });
  mark.focus({ preventScroll: true });
}
document.addEventListener("click", (event) => {
  const back = event.target.closest(".footnote-back");
  if (back) putAway(event, back);
});
document.addEventListener("keydown", (event) => {
  const back = document.querySelector(".footnotes li:target .footnote-back");
  if (event.key === "Escape" && back) putAway(event, back);
});
