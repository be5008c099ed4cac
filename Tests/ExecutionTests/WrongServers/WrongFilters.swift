import JSON

extension WrongServer {
  /// Servers that do not filter as they are asked to.
  static let ofFilters: [WrongServer] =
    filterNames.map { name in
      WrongServer(name: "ignores `\(name)`", misreads: { $0.parameters[name] = nil })
    } + [
      WrongServer(
        name: "ignores every filter", misreads: { $0.dropFilters() }),
      WrongServer(
        name: "ignores every filter after the first page",
        misreads: { if $0.number > 0 { $0.dropFilters() } }),
      WrongServer(
        name: "ignores every filter on the first page",
        misreads: { if $0.number == 0 { $0.dropFilters() } }),
      WrongServer(
        name: "ignores every filter where it is asked for `created`",
        misreads: { if $0.parameters["created"] != nil { $0.dropFilters() } }),
      WrongServer(
        name: "takes `status` for another one",
        misreads: { if $0.parameters["status"] != nil { $0.parameters["status"] = "open" } }),
      WrongServer(
        name: "takes `active` for its opposite",
        misreads: { query in
          guard let active = query.parameters["active"] else { return }
          query.parameters["active"] = .bool(active != true && active != "true")
        }),
      WrongServer(
        name: "ignores what is searched for",
        misreads: { query in query.keepClauses { $0.hasPrefix("created") } }),
      WrongServer(
        name: "ignores what is searched for after the first page",
        misreads: { query in
          if query.number > 0 { query.keepClauses { $0.hasPrefix("created") } }
        }),
    ]

  fileprivate static let filterNames = [
    "status", "customer", "type", "active", "email", "subscription", "pending",
  ]
}

extension ShopList.Query {
  fileprivate mutating func dropFilters() {
    for name in WrongServer.filterNames {
      parameters[name] = nil
    }
  }

  fileprivate mutating func keepClauses(where isKept: (String) -> Bool) {
    guard parameters["query"] != nil else { return }
    parameters["query"] = .string(clauses.filter(isKept).joined(separator: " AND "))
  }
}
