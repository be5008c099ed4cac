/// Reading and storing objects as typed views.
extension Workspace {
  func find<Fields: ObjectFields>(_ type: ObjectView<Fields>.Type, _ id: String)
    throws(SandboxError) -> ObjectView<Fields>?
  {
    try find(Fields.typeName, id).map(ObjectView.init)
  }

  /// - Parameter param: the parameter that named it, for the error; "id" means the path, and
  ///   the error is then a 404, else a 400.
  func get<Fields: ObjectFields>(
    _ type: ObjectView<Fields>.Type, _ id: String, param: String = "id"
  ) throws(SandboxError) -> ObjectView<Fields> {
    try ObjectView(get(Fields.typeName, id, param: param))
  }

  /// A new object with all its fields and a fresh id; not stored.
  func make<Fields: ObjectFields>(_ type: ObjectView<Fields>.Type)
    throws(SandboxError) -> ObjectView<Fields>
  {
    try ObjectView(blank(Fields.typeName))
  }

  func save<Fields: ObjectFields>(
    _ object: ObjectView<Fields>, parent: String? = nil, sortKey: Int? = nil
  ) throws(SandboxError) {
    try save(object.json, parent: parent, sortKey: sortKey)
  }

  func remove<Fields: ObjectFields>(_ object: ObjectView<Fields>) throws(SandboxError) {
    try remove(object.json)
  }

  /// The objects whose list filter has that value, newest first.
  func list<Fields: ObjectFields>(
    _ type: ObjectView<Fields>.Type, where field: String, equals value: String, limit: Int = .max
  ) throws(SandboxError) -> [ObjectView<Fields>] {
    try list(Fields.typeName, where: field, equals: value, limit: limit).map(ObjectView.init)
  }

  /// The objects that were stored under a parent, in the order of their list.
  func children<Fields: ObjectFields>(
    _ type: ObjectView<Fields>.Type, of parent: String, limit: Int = .max
  ) throws(SandboxError) -> [ObjectView<Fields>] {
    try children(Fields.typeName, of: parent, limit: limit).map(ObjectView.init)
  }
}
