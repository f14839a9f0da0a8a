// Who may see what: the one table. Everything that asks about a right asks access.h, and that asks here.
//
//   role            general  medical  reporter   whole region
//   wijkteam           x
//   vertrouwensarts    x        x
//   coordinator        x                 x            x
//   auditor                                                    sees the audit log, none of a case's content
#pragma once

#include "shared/model/records.h"
#include "shared/revision/header.h"

namespace veldpost::server {

struct RoleRow {
    model::Role role;
    std::uint8_t parts;    // bit 1 << Part
    bool coversRegion;     // every case of the region, without a membership
};

inline constexpr RoleRow kAccessTable[] = {
    {model::Role::Wijkteam, 0b001, false},
    {model::Role::Vertrouwensarts, 0b011, false},
    {model::Role::Coordinator, 0b101, true},
    {model::Role::Auditor, 0b000, false},
};

constexpr const RoleRow& roleRow(model::Role role)
{
    return kAccessTable[static_cast<std::size_t>(role)];
}

constexpr bool rowsStandInTheOrderOfRoles()
{
    for (std::size_t i = 0; i < std::size(kAccessTable); ++i)
        if (static_cast<std::size_t>(kAccessTable[i].role) != i) return false;
    return true;
}
static_assert(rowsStandInTheOrderOfRoles());

constexpr bool roleSeesPart(model::Role role, revision::Part part)
{
    return (roleRow(role).parts >> static_cast<int>(part) & 1) != 0;
}

}  // namespace veldpost::server
