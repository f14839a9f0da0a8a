// Walking the items of a page as a keyboard or a screen reader meets them.
.pragma library

function all(item, into) {
    into = into || [];
    for (let i = 0; i < item.children.length; ++i) {
        const child = item.children[i];
        if (!child.visible) continue;
        into.push(child);
        all(child, into);
    }
    return into;
}

// What can be operated: buttons, fields, maps.
function operable(item) {
    return all(item).filter(child => child.enabled && (child.activeFocusOnTab === true || typeof child.clicked === "function"));
}

function find(item, predicate) {
    return all(item).find(predicate);
}
