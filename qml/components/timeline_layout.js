// Where the labels of the drawn time line go so that none lies over another. Pure functions.
.pragma library

// marks: [{position, ...}] with positions 0..1 · answers the same with x (left edge of the label), mark (its point on the
// line) and lane (0 right under the line, then lower). Labels stay inside 0..width.
function place(marks, width, labelWidth, gap) {
    const lanes = [];
    return [...marks].sort((a, b) => a.position - b.position).map(mark => {
        const point = mark.position * width;
        const x = Math.max(0, Math.min(width - labelWidth, point - (point < labelWidth / 2 ? point : labelWidth / 2)));
        let lane = lanes.findIndex(end => end + gap <= x);
        if (lane < 0) lane = lanes.length;
        lanes[lane] = x + labelWidth;
        return Object.assign({}, mark, {x: x, mark: point, lane: lane});
    });
}

function lanes(placed) {
    return placed.reduce((most, mark) => Math.max(most, mark.lane + 1), 0);
}
