// Where the tests find the programs that were built and the files of the source tree.
#pragma once

#include <QString>

namespace veldpost::testing {

QString builtProgram(const QString& name);      // "veldpost-server" → …/bin/veldpost-server
QString sourceFile(const QString& relative);    // "packaging/nginx/veldpost.conf.in"
QString systemProgram(const QString& name);     // also looks in /usr/sbin, which is not on everybody's PATH; empty: none

}  // namespace veldpost::testing
