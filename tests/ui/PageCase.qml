import QtQuick
import QtTest
import Veldpost
import "walk.js" as Walk

// What tests of pages have in common: a page on the test's root, its buttons by name, its signals.
TestCase {
    id: test

    required property Item root  // the pages fill it
    property var page: null
    readonly property SignalSpy spy: SignalSpy {}

    function show(component) {
        page = createTemporaryObject(component, root);
        verify(page !== null);
        page.forceActiveFocus();
        waitForRendering(page);
        return page;
    }

    function listen(signalName) {
        spy.signalName = signalName;
        spy.target = page;
        spy.clear();
    }

    function named(name) {
        const item = Walk.find(page, child => child.Accessible.name === name && typeof child.clicked === "function");
        verify(item !== undefined, name);
        return item;
    }

    function shown(predicate) {
        return Walk.find(page, predicate);
    }

    function cleanup() {
        Theme.textScale = 1;
        spy.target = null;
        spy.signalName = "";
        root.width = 1280;
        root.height = 800;
    }

    when: windowShown
}
