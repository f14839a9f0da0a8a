// Keeps what has the keyboard in sight. Pure functions.
.pragma library

// Where a flickable should stand so that `item` is seen; where it stands when it is, or is none of its own.
function reveal(flickable, content, item) {
    if (!item || !isInside(item, content)) return flickable.contentY;
    const top = item.mapToItem(content, 0, 0).y - 40;
    const bottom = top + Math.min(item.height, flickable.height - 100) + 80;
    if (top < flickable.contentY) return Math.max(0, top);
    if (bottom > flickable.contentY + flickable.height)
        return Math.max(0, Math.min(bottom - flickable.height, flickable.contentHeight - flickable.height));
    return flickable.contentY;
}

function isInside(item, ancestor) {
    for (let at = item; at; at = at.parent)
        if (at === ancestor) return true;
    return false;
}
