/* The time zone of somebody who never said theirs: as their browser's clock. */

const zones = document.querySelector("select[data-own-zone]");
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zones && [...zones.options].some(({ value }) => value === own)) zones.value = own;
