pragma Singleton

import QtQuick
import "../../../fakes"

FakeCodes {}
