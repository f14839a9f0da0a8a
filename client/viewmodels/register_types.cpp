#include "client/viewmodels/register_types.h"

#include <QtCore/qglobal.h>

// Made by Qt's build step from the classes with QML_ELEMENT.
void qml_register_types_Veldpost_ViewModels();

namespace veldpost::viewmodels {

void registerTypes()
{
    qml_register_types_Veldpost_ViewModels();
}

}  // namespace veldpost::viewmodels
