// Looking things up in the drawing of the body map. Pure functions.
.pragma library
.import "body_drawing.js" as Drawing

// The shown part of the drawing's square: [x, y, width, height].
function box(view) {
    return Drawing.views[view].box;
}

function outline(view) {
    return Drawing.views[view].outline;
}

function details(view) {
    return Drawing.views[view].details;
}

// {z, at, d} of a region; one with an empty outline for a key this view does not draw.
function region(view, key) {
    return Drawing.views[view].regions[key] ?? {z: 0, at: [0, 0], d: ""};
}

function units() {
    return Drawing.units;
}

function version() {
    return Drawing.version;
}

function keys(view) {
    return Object.keys(Drawing.views[view].regions);
}

// The region next to `key` in the direction (dx, dy), one of the four ways; `key` itself at the edge.
// Far sideways counts more than far ahead, so that the arrow keys go where one looks.
function neighbour(view, key, dx, dy) {
    const from = region(view, key).at;
    let best = key;
    let bestCost = Infinity;
    for (const other of keys(view)) {
        const to = region(view, other).at;
        const ahead = (to[0] - from[0]) * dx + (to[1] - from[1]) * dy;
        const aside = Math.abs((to[0] - from[0]) * dy) + Math.abs((to[1] - from[1]) * dx);
        const cost = ahead + 2.5 * aside;
        if (other !== key && ahead > 20 && cost < bestCost) {
            best = other;
            bestCost = cost;
        }
    }
    return best;
}

function codeOf(key) {
    return key.split(".")[0];
}

function sideOf(key) {
    return key.split(".")[1] ?? "";
}
