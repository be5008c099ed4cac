#ifndef CPOSTGRES_H
#define CPOSTGRES_H

#include <stdbool.h>

/// A connection to a server, and the result of a statement: types of libpq, whose layout only libpq
/// knows.
typedef struct pg_conn PGconn;
typedef struct pg_result PGresult;

/// The statuses of results that imports meet. Source: `ExecStatusType` of PostgreSQL's `libpq-fe.h`,
/// whose numbers are part of the interface of libpq.so.5.
enum {
  CPostgresCommandDone = 1,
  CPostgresRows = 2,
  CPostgresCopyIn = 4,
};

/// The code of a result's field that contains its SQLSTATE: `PG_DIAG_SQLSTATE`.
enum { CPostgresSQLState = 'C' };

/// The functions of libpq that imports use, by their names without `PQ`.
typedef struct {
  PGconn *_Nullable (*_Nonnull connectdbParams)(
      const char *_Nullable const *_Nonnull keywords, const char *_Nullable const *_Nonnull values,
      int expandsName);
  int (*_Nonnull status)(const PGconn *_Nullable connection);
  char *_Nullable (*_Nonnull errorMessage)(const PGconn *_Nullable connection);
  void (*_Nonnull finish)(PGconn *_Nullable connection);
  PGresult *_Nullable (*_Nonnull execParams)(
      PGconn *_Nonnull connection, const char *_Nonnull command, int count,
      const unsigned int *_Nullable types, const char *_Nullable const *_Nullable values,
      const int *_Nullable lengths, const int *_Nullable formats, int resultFormat);
  PGresult *_Nullable (*_Nonnull exec)(PGconn *_Nonnull connection, const char *_Nonnull command);
  int (*_Nonnull resultStatus)(const PGresult *_Nullable result);
  char *_Nullable (*_Nonnull resultErrorField)(const PGresult *_Nullable result, int field);
  char *_Nullable (*_Nonnull resultErrorMessage)(const PGresult *_Nullable result);
  int (*_Nonnull ntuples)(const PGresult *_Nonnull result);
  int (*_Nonnull nfields)(const PGresult *_Nonnull result);
  char *_Nonnull (*_Nonnull getvalue)(const PGresult *_Nonnull result, int row, int field);
  int (*_Nonnull getisnull)(const PGresult *_Nonnull result, int row, int field);
  char *_Nonnull (*_Nonnull cmdTuples)(PGresult *_Nonnull result);
  void (*_Nonnull clear)(PGresult *_Nullable result);
  int (*_Nonnull putCopyData)(PGconn *_Nonnull connection, const char *_Nonnull bytes, int count);
  int (*_Nonnull putCopyEnd)(PGconn *_Nonnull connection, const char *_Nullable problem);
  PGresult *_Nullable (*_Nonnull getResult)(PGconn *_Nonnull connection);
} CPostgresFunctions;

/// Loads libpq from a file, and finds its functions.
/// Returns false if the file is not there, or is not libpq.
bool cpostgres_load(const char *_Nonnull path, CPostgresFunctions *_Nonnull functions);

#endif
