#include "CPostgres.h"

#include <dlfcn.h>
#include <stddef.h>

static bool find(void *library, const char *name, void **function) {
  *function = dlsym(library, name);
  return *function != NULL;
}

bool cpostgres_load(const char *path, CPostgresFunctions *functions) {
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) return false;
  return find(library, "PQconnectdbParams", (void **)&functions->connectdbParams)
    && find(library, "PQstatus", (void **)&functions->status)
    && find(library, "PQerrorMessage", (void **)&functions->errorMessage)
    && find(library, "PQfinish", (void **)&functions->finish)
    && find(library, "PQexecParams", (void **)&functions->execParams)
    && find(library, "PQexec", (void **)&functions->exec)
    && find(library, "PQresultStatus", (void **)&functions->resultStatus)
    && find(library, "PQresultErrorField", (void **)&functions->resultErrorField)
    && find(library, "PQresultErrorMessage", (void **)&functions->resultErrorMessage)
    && find(library, "PQntuples", (void **)&functions->ntuples)
    && find(library, "PQnfields", (void **)&functions->nfields)
    && find(library, "PQgetvalue", (void **)&functions->getvalue)
    && find(library, "PQgetisnull", (void **)&functions->getisnull)
    && find(library, "PQcmdTuples", (void **)&functions->cmdTuples)
    && find(library, "PQclear", (void **)&functions->clear)
    && find(library, "PQputCopyData", (void **)&functions->putCopyData)
    && find(library, "PQputCopyEnd", (void **)&functions->putCopyEnd)
    && find(library, "PQgetResult", (void **)&functions->getResult);
}
