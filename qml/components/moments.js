// Days and clock times as they are typed: "23-11-2026" and "21:30". Pure functions: no clock of this machine is read,
// and no zone: a day more is the next date, an hour more the next hour on the face.
.pragma library

function pad(number) {
    return String(number).padStart(2, "0");
}

// `text` moved by `days`; from `today` on where nothing readable is typed; "" where that is empty too.
function shiftDay(text, days, today) {
    const parts = /^\s*(\d{1,2})[-\/. ](\d{1,2})[-\/. ](\d{4})\s*$/.exec(text);
    if (!parts) return today;
    const moved = new Date(Date.UTC(Number(parts[3]), Number(parts[2]) - 1, Number(parts[1]) + days));
    return pad(moved.getUTCDate()) + "-" + pad(moved.getUTCMonth() + 1) + "-" + moved.getUTCFullYear();
}

// `text` moved by `minutes`, round the clock; noon where nothing readable is typed.
function shiftClock(text, minutes) {
    const parts = /^\s*(\d{1,2})[:.](\d{2})\s*$/.exec(text);
    if (!parts) return "12:00";
    const moved = (Number(parts[1]) * 60 + Number(parts[2]) + minutes + 1440) % 1440;
    return pad(Math.floor(moved / 60)) + ":" + pad(moved % 60);
}
