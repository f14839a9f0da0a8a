// The only include of SQLite in the tree, and it is SQLCipher's. Private to this folder.
// Never link libsqlite3 as well (QtSql's driver, SQLiteCpp …): the symbols are the same and files turn plaintext.
#pragma once

#ifndef SQLITE_HAS_CODEC
#define SQLITE_HAS_CODEC 1  // Debian's header hides sqlite3_key_v2 without it
#endif
#include <sqlcipher/sqlite3.h>
